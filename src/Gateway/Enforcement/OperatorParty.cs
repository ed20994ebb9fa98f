using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>The one party whose officers may hold the role <c>operator</c>.</summary>
/// <param name="Id">The party.</param>
public sealed record OperatorParty(PartyId Id);
