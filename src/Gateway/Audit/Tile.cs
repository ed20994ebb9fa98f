namespace Gateway.Audit;

/// <summary>
/// A tile of 1 to 256 hashes (C2SP tlog-tiles). A partial tile is a prefix of every later one at its place, so a wider tile
/// answers for a narrower.
/// </summary>
public sealed record Tile
{
    /// <exception cref="ArgumentException">The bytes are not 1 to 256 whole hashes.</exception>
    public Tile(TileCoordinate at, ReadOnlyMemory<byte> hashes)
    {
        if (!IsHashes(hashes.Span)) throw new ArgumentException("a tile holds 1 to 256 hashes of 32 bytes", nameof(hashes));
        (At, Hashes) = (at, hashes);
    }

    /// <summary>Whether the bytes are 1 to 256 whole hashes.</summary>
    public static bool IsHashes(ReadOnlySpan<byte> bytes) =>
        bytes.Length is > 0 and <= TileCoordinate.FullWidth * MerkleTree.HashSize && bytes.Length % MerkleTree.HashSize == 0;

    public TileCoordinate At { get; }

    /// <summary>The hashes, one after the other.</summary>
    public ReadOnlyMemory<byte> Hashes { get; }

    /// <summary>Hashes in the tile, 1 to 256.</summary>
    public int Width => Hashes.Length / MerkleTree.HashSize;

    /// <summary>Hash number <paramref name="offset"/> of the tile.</summary>
    public ReadOnlySpan<byte> this[int offset] => Hashes.Span.Slice(offset * MerkleTree.HashSize, MerkleTree.HashSize);

    /// <summary>The hash of a complete subtree that lies in this tile.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tile is too narrow for it.</exception>
    public byte[] HashOf(TreeNode node)
    {
        var levels = node.Level % 8;
        var first = (int)((node.Index << levels) % TileCoordinate.FullWidth);
        return HashOf(first, 1 << levels);
    }

    /// <summary>The hash that a full tile has in the level above.</summary>
    /// <exception cref="InvalidOperationException">The tile is not full.</exception>
    public byte[] Root() => Width == TileCoordinate.FullWidth
        ? HashOf(0, Width)
        : throw new InvalidOperationException("only a full tile has a root");

    private byte[] HashOf(int first, int count) => count == 1
        ? this[first].ToArray()
        : MerkleTree.NodeHash(HashOf(first, count / 2), HashOf(first + count / 2, count / 2));
}
