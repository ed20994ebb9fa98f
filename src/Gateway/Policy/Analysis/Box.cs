namespace Gateway.Policy.Analysis;

/// <summary>A set of cases that are all decided the same way: per variable the values it may have. What is not named may be anything.</summary>
/// <param name="Earlier">How the earlier catalogue decides them; the only one, where one was looked at.</param>
/// <param name="Later">How the later one does.</param>
/// <param name="Sides">Each variable that matters, with indexes of its values.</param>
public sealed record Box(Outcome Earlier, Outcome Later, IReadOnlyList<(Variable Variable, IReadOnlyList<int> Values)> Sides);
