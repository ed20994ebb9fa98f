using Gateway.Audit;

namespace Gateway.Review;

/// <summary>An entry that a search found, opened.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="View">The detail, canonical JSON; empty where the party has erased it.</param>
/// <param name="Facts">What the detail says; null where it is erased.</param>
/// <param name="Subject">Pseudonym of whom it is about; never told.</param>
public sealed record FoundEntry(StoredEntry Entry, ReadOnlyMemory<byte> View, ViewFacts? Facts, ReadOnlyMemory<byte> Subject);
