namespace Gateway.Policy.Analysis;

/// <summary>Slices in which two catalogues differ in the same way.</summary>
/// <param name="Slices">The slices.</param>
/// <param name="Earlier">How the earlier catalogue decides the cases.</param>
/// <param name="Later">How the later one does.</param>
/// <param name="BoxCount">How many boxes the difference has.</param>
/// <param name="Boxes">The boxes, made as they are read.</param>
public sealed record ChangedSlices(IReadOnlyList<Slice> Slices, Outcome Earlier, Outcome Later, long BoxCount, IEnumerable<Box> Boxes);
