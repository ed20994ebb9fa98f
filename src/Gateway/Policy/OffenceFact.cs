namespace Gateway.Policy;

/// <summary>An offence as its asker names it.</summary>
/// <param name="Code">Code in the penalty table.</param>
/// <param name="Inchoate">Attempt, preparation or conspiracy.</param>
public sealed record OffenceFact(string Code, bool Inchoate);
