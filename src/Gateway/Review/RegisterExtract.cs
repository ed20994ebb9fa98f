using Gateway.Audit;
using Gateway.Policy;

namespace Gateway.Review;

/// <summary>Entries that one rule keeps out of a register extract.</summary>
/// <param name="Rule">The rule's code.</param>
/// <param name="Text">Why, with what it rests on.</param>
/// <param name="Count">How many.</param>
public sealed record WithheldEntries(string Rule, BilingualText Text, int Count);

/// <summary>A register extract (registerutdrag): the person's copy, and what the reviewer alone is told of what it leaves out.</summary>
/// <param name="Json">The person's copy as JSON, in Swedish.</param>
/// <param name="Text">The same as plain text.</param>
/// <param name="Given">How many entries the copy shows.</param>
/// <param name="Withheld">How many were kept out, by rule; never in the copy.</param>
/// <param name="Receipts">Receipts of the look.</param>
public sealed record RegisterExtract(
    ReadOnlyMemory<byte> Json, string Text, int Given, IReadOnlyList<WithheldEntries> Withheld, IReadOnlyList<Receipt> Receipts);
