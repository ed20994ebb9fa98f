using Gateway.Audit;

namespace Gateway.Review;

/// <summary>A register extract (registerutdrag): the person's copy, and what the reviewer alone is told of what it leaves out.</summary>
/// <param name="Json">The person's copy as JSON, in Swedish.</param>
/// <param name="Text">The same as plain text.</param>
/// <param name="Given">How many entries the copy shows.</param>
/// <param name="Withheld">How many were kept out, by rule; never in the copy.</param>
/// <param name="Receipts">Receipts of the look.</param>
public sealed record RegisterExtract(
    ReadOnlyMemory<byte> Json, string Text, int Given, IReadOnlyList<(ExtractRule Rule, int Count)> Withheld, IReadOnlyList<Receipt> Receipts);
