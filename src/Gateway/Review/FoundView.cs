using Gateway.Audit;

namespace Gateway.Review;

/// <summary>A party's view of an entry, and whom the party finds it by.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Subject">Pseudonym of the person; empty where the party finds it by nobody, or has erased the detail.</param>
public sealed record FoundView(StoredEntry Entry, ReadOnlyMemory<byte> Subject);
