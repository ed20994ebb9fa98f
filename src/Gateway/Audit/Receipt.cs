namespace Gateway.Audit;

/// <summary>
/// What a party is given of one entry: the leaf, its proof, and what opens the leaf's commitments for this party.
/// </summary>
public sealed record Receipt
{
    /// <summary>The leaf's bytes.</summary>
    public required ReadOnlyMemory<byte> Leaf { get; init; }

    /// <summary>Text of a c2sp.org/tlog-proof@v1.</summary>
    public required string Proof { get; init; }

    /// <summary>The party's view, canonical JSON; empty where it has none, or has erased it.</summary>
    public ReadOnlyMemory<byte> View { get; init; }

    /// <summary>32 bytes that open the view's commitment; empty where there is no view.</summary>
    public ReadOnlyMemory<byte> ViewSalt { get; init; }

    /// <summary>32 bytes that open the release commitment; empty where nothing was released, and where a
    /// first answer is given again, which has no release.</summary>
    public ReadOnlyMemory<byte> ReleaseSalt { get; init; }

    /// <summary>SHA-256 of the leaf with its prefix (RFC 6962 §2.1).</summary>
    public byte[] LeafHash => MerkleTree.LeafHash(Leaf.Span);
}
