namespace Gateway.Policy.Analysis;

/// <summary>Slices in which two catalogues differ in the same way.</summary>
/// <param name="Slices">The slices.</param>
/// <param name="BoxCount">How many boxes the difference has.</param>
/// <param name="Boxes">The boxes, made as they are read.</param>
public sealed record ChangedSlices(IReadOnlyList<Slice> Slices, long BoxCount, IEnumerable<Box> Boxes);
