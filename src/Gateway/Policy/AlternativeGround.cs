using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>A ground that holds, or waits for nothing but an assessment, on the facts supplied.</summary>
/// <param name="Provision">The provision.</param>
/// <param name="Receiver">The kind of receiver it leads to; unspecified where it is the one addressed.</param>
public sealed record AlternativeGround(string Provision, PartyKind Receiver);
