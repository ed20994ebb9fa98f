namespace Gateway.Policy;

/// <summary>A statutory question that the holder's officer answers.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">What is asked.</param>
/// <param name="IsIndividual">Whether it is answered for each matter alone, so that no standing decision answers it.</param>
public sealed record Question(string Code, BilingualText Text, bool IsIndividual);
