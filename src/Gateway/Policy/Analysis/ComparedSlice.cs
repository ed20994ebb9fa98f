namespace Gateway.Policy.Analysis;

/// <summary>What came of comparing two catalogues in a slice.</summary>
/// <param name="Difference">
/// Both outcomes side by side (<see cref="Operations.Pair"/>); null where they are the same, or where it is not known.
/// </param>
/// <param name="IsFinished">False where it needed too much.</param>
internal sealed record ComparedSlice(int? Difference, bool IsFinished);
