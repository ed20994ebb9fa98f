namespace Gateway.Policy;

/// <summary>An officer's role, and the categories that it may ask for or open.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">What it means.</param>
/// <param name="Categories">Its ceiling.</param>
public sealed record Role(string Code, BilingualText Text, IReadOnlyList<string> Categories);
