using Gateway.Audit;

namespace Gateway.Enforcement;

/// <summary>A ruling that is durable.</summary>
/// <param name="Value">What the feature stored with it.</param>
/// <param name="Ruling">The ruling.</param>
/// <param name="Receipts">The caller's receipts, one per entry: the sender's of a push, the asker's of a request, the opener's of an alert.</param>
/// <param name="Permit">Lets the sections be released; null where none is.</param>
public sealed record Enforced<T>(T Value, Ruling Ruling, IReadOnlyList<Receipt> Receipts, Permit? Permit);
