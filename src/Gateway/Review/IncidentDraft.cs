namespace Gateway.Review;

/// <summary>What an officer reports as sent to the wrong receiver.</summary>
/// <param name="Reference">The request or alert.</param>
/// <param name="AwareAt">When the party became aware of it: the 72 hours begin then. Null: now.</param>
/// <param name="WhatHappened">What happened; kept sealed in the entry.</param>
/// <param name="LikelyConsequences">What is likely to come of it; kept sealed in the entry.</param>
/// <param name="RegistrationNumber">The party's registration number of the incident.</param>
public sealed record IncidentDraft(
    string Reference, DateTimeOffset? AwareAt, string WhatHappened, string LikelyConsequences, string RegistrationNumber);
