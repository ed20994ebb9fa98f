using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>Who calls, as the token proved: an officer of a party, or a system that acts for it.</summary>
/// <param name="Party">The party.</param>
/// <param name="Officer">The officer's id.</param>
/// <param name="Assurance">Level of assurance of the login, 1 to 4.</param>
public sealed record Caller(PartyId Party, string Officer, int Assurance);
