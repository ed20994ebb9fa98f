namespace Gateway.Policy;

/// <summary>An offence and its penalty scale, in months of imprisonment.</summary>
/// <param name="Code">Chapter, section and paragraph, such as <c>brb-8-5-1</c>.</param>
/// <param name="Text">What it is called.</param>
/// <param name="MinimumMonths">Lowest penalty in the scale; 0 where only the general minimum holds, or a fine is possible.</param>
/// <param name="MaximumMonths">Highest; 0 where the scale holds fines only.</param>
/// <param name="Groups">Groups it belongs to, such as <c>terrorist-offence</c>.</param>
public sealed record Offence(string Code, BilingualText Text, int MinimumMonths, int MaximumMonths, IReadOnlyList<string> Groups);
