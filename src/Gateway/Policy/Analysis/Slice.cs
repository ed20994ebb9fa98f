using Gateway.Parties;

namespace Gateway.Policy.Analysis;

/// <summary>Disclosures of one kind: who to whom, what, and for what.</summary>
/// <param name="Holder">The disclosing party's kind.</param>
/// <param name="Receiver">The receiving party's kind.</param>
/// <param name="Category">Category code.</param>
/// <param name="Purpose">Purpose code.</param>
public readonly record struct Slice(PartyKind Holder, PartyKind Receiver, string Category, string Purpose);
