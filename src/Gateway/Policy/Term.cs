namespace Gateway.Policy;

/// <summary>A word of the catalogue's closed vocabulary, told in two languages.</summary>
/// <param name="Code">The code that provisions and messages use.</param>
/// <param name="Text">What it means.</param>
public sealed record Term(string Code, BilingualText Text);
