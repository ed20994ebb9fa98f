namespace Gateway.Audit;

/// <summary>
/// A tile of 1 to 256 hashes (C2SP tlog-tiles). A partial tile is a prefix of every later one at its place, so a wider tile
/// answers for a narrower. Immutable and thread-safe.
/// </summary>
public sealed class Tile
{
    // Hashes of the subtrees within the tile, by level: every proof of a batch reads them, and computing them is most of a proof.
    private readonly Lazy<byte[][]> _subtrees;

    /// <exception cref="ArgumentException">The bytes are not 1 to 256 whole hashes.</exception>
    public Tile(TileCoordinate at, ReadOnlyMemory<byte> hashes)
    {
        if (!IsHashes(hashes.Span)) throw new ArgumentException("a tile holds 1 to 256 hashes of 32 bytes", nameof(hashes));
        (At, Hashes) = (at, hashes);
        _subtrees = new(() => Subtrees(hashes.Span));
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
        var level = node.Level % 8;
        var offset = (int)(node.Index % (TileCoordinate.FullWidth >> level));
        return level == 0
            ? this[offset].ToArray()
            : _subtrees.Value[level - 1].AsSpan(offset * MerkleTree.HashSize, MerkleTree.HashSize).ToArray();
    }

    /// <summary>The hash that a full tile has in the level above.</summary>
    /// <exception cref="InvalidOperationException">The tile is not full.</exception>
    public byte[] Root() => Width == TileCoordinate.FullWidth
        ? [.. _subtrees.Value[^1]]
        : throw new InvalidOperationException("only a full tile has a root");

    private static byte[][] Subtrees(ReadOnlySpan<byte> hashes)
    {
        var levels = new byte[8][];
        var below = hashes;
        for (var level = 0; level < levels.Length; level++)
        {
            var nodes = new byte[below.Length / (2 * MerkleTree.HashSize) * MerkleTree.HashSize];
            for (var at = 0; at < nodes.Length; at += MerkleTree.HashSize)
                MerkleTree.NodeHash(below.Slice(2 * at, MerkleTree.HashSize), below.Slice(2 * at + MerkleTree.HashSize, MerkleTree.HashSize))
                    .CopyTo(nodes.AsSpan(at));
            below = levels[level] = nodes;
        }
        return levels;
    }
}
