namespace Gateway.Policy;

/// <summary>A purpose, and the categories that it can need.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">What it means.</param>
/// <param name="Categories">The most that it can need.</param>
/// <param name="AllowsEmergency">Whether danger can be so immediate that the case is opened afterwards.</param>
public sealed record Purpose(string Code, BilingualText Text, IReadOnlyList<string> Categories, bool AllowsEmergency = false);
