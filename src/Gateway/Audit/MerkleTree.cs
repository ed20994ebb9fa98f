using System.Numerics;
using System.Security.Cryptography;

namespace Gateway.Audit;

/// <summary>
/// The hashes and proofs of a Merkle tree (RFC 6962 §2.1), as pure functions over a reader of complete subtrees.
/// Every range the RFC splits off at the left of a power of two is such a subtree, so a reader of tiles suffices.
/// </summary>
public static class MerkleTree
{
    /// <summary>Bytes of a SHA-256 hash.</summary>
    public const int HashSize = 32;

    /// <summary>The hash of the tree without leaves (RFC 6962 §2.1).</summary>
    public static byte[] EmptyRoot => SHA256.HashData([]);

    /// <summary>SHA-256(0x00 ‖ entry) (RFC 6962 §2.1).</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        var prefixed = new byte[1 + entry.Length];
        entry.CopyTo(prefixed.AsSpan(1));
        return SHA256.HashData(prefixed);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1).</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> prefixed = stackalloc byte[1 + 2 * HashSize];
        prefixed[0] = 1;
        left.CopyTo(prefixed[1..]);
        right.CopyTo(prefixed[(1 + HashSize)..]);
        return SHA256.HashData(prefixed);
    }

    /// <summary>The root of the first <paramref name="size"/> leaves.</summary>
    public static byte[] Root(long size, Func<TreeNode, byte[]> read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size == 0 ? EmptyRoot : RangeHash(0, size, read);
    }

    /// <summary>The siblings of a leaf, from leaf to root (RFC 6962 §2.1.1).</summary>
    public static IReadOnlyList<byte[]> InclusionProof(long index, long size, Func<TreeNode, byte[]> read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        AddPath(index, 0, size, read, path);
        return path;
    }

    /// <summary>Shows that the tree of the new size begins with that of the old size (RFC 6962 §2.1.2).</summary>
    public static IReadOnlyList<byte[]> ConsistencyProof(long oldSize, long newSize, Func<TreeNode, byte[]> read)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(oldSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        var proof = new List<byte[]>();
        AddSubproof(oldSize, 0, newSize, oldRootIsKnown: true, read, proof);
        return proof;
    }

    /// <summary>The largest power of two strictly below a count of 2 or more.</summary>
    private static long Split(long count) => 1L << BitOperations.Log2((ulong)(count - 1));

    private static byte[] RangeHash(long start, long end, Func<TreeNode, byte[]> read)
    {
        var count = end - start;
        if (BitOperations.IsPow2(count))
        {
            var level = BitOperations.Log2((ulong)count);
            return read(new TreeNode(level, start >> level));
        }
        var middle = start + Split(count);
        return NodeHash(RangeHash(start, middle, read), RangeHash(middle, end, read));
    }

    private static void AddPath(long index, long start, long end, Func<TreeNode, byte[]> read, List<byte[]> path)
    {
        if (end - start == 1) return;
        var middle = start + Split(end - start);
        if (index < middle)
        {
            AddPath(index, start, middle, read, path);
            path.Add(RangeHash(middle, end, read));
            return;
        }
        AddPath(index, middle, end, read, path);
        path.Add(RangeHash(start, middle, read));
    }

    private static void AddSubproof(
        long old, long start, long end, bool oldRootIsKnown, Func<TreeNode, byte[]> read, List<byte[]> proof)
    {
        if (old == end)
        {
            if (!oldRootIsKnown) proof.Add(RangeHash(start, end, read));
            return;
        }
        var middle = start + Split(end - start);
        if (old <= middle)
        {
            AddSubproof(old, start, middle, oldRootIsKnown, read, proof);
            proof.Add(RangeHash(middle, end, read));
            return;
        }
        AddSubproof(old, middle, end, oldRootIsKnown: false, read, proof);
        proof.Add(RangeHash(start, middle, read));
    }
}
