using Gateway.Policy;

namespace Gateway.Review;

/// <summary>A reason to keep an entry out of a register extract.</summary>
/// <param name="Code">Code, such as <c>covert</c>.</param>
/// <param name="Text">Why, with what it rests on; for the reviewer, never for the person.</param>
/// <param name="Withholds">Whether it keeps out this entry.</param>
public sealed record ExtractRule(string Code, BilingualText Text, Func<ExtractMatter, bool> Withholds);
