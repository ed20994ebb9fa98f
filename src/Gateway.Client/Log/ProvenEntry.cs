using Gateway.Audit;

namespace Gateway.Client;

/// <summary>An entry that is proven to be in the log.</summary>
/// <param name="Leaf">Its fields.</param>
/// <param name="LeafHash">Its hash (RFC 6962 §2.1).</param>
/// <param name="Index">Its place in the log.</param>
/// <param name="View">This party's view of it, canonical JSON, opened from its commitment; empty where the party has none.</param>
public sealed record ProvenEntry(EntryLeaf Leaf, ReadOnlyMemory<byte> LeafHash, long Index, ReadOnlyMemory<byte> View);
