namespace Gateway.Audit;

/// <summary>
/// A change that is durable, with its entries under a signed checkpoint: what a release may rest on (design §1.4).
/// </summary>
public sealed record Committed<T>(T Value, IReadOnlyList<LoggedEntry> Entries, Checkpoint Checkpoint)
{
    /// <summary>The tiles that the entries' proofs read, as they were at the checkpoint.</summary>
    internal TileSet Tiles { get; init; } = TileSet.Empty;

    /// <summary>The receipt of one of the entries, as tlog-proof text against the checkpoint.</summary>
    public string ProofOf(LoggedEntry entry) => new TlogProof(
        entry.Index, MerkleTree.InclusionProof(entry.Index, Checkpoint.Size, Tiles.HashOf), Checkpoint).ToString();
}
