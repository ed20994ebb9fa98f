namespace Gateway.Policy;

/// <summary>The engine's answer: one decision per section, under one catalogue.</summary>
/// <param name="CatalogueVersion">The catalogue that decided.</param>
/// <param name="Sections">In the order asked.</param>
public sealed record Decision(string CatalogueVersion, IReadOnlyList<SectionDecision> Sections);
