using Gateway.Audit;

namespace Gateway.Review;

/// <summary>A statement of one release (utlämnandeintyg): who disclosed what to whom, on what ground, with the proof that it is in the log.</summary>
/// <param name="Json">The statement as JSON, in Swedish.</param>
/// <param name="Receipts">Receipts of the look.</param>
public sealed record DisclosureStatement(ReadOnlyMemory<byte> Json, IReadOnlyList<Receipt> Receipts);
