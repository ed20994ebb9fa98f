using System.Numerics;

namespace Gateway.Audit;

/// <summary>
/// The checks of RFC 6962 proofs, without a tree (RFC 9162 §2.1.3.2 and §2.1.4.2). Whatever does not fit exactly, a hash of
/// another length or one too many among it, is false.
/// </summary>
public static class MerkleProof
{
    /// <summary>Whether the leaf stands at the index of the tree with that root.</summary>
    public static bool VerifyInclusion(
        long index, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || leafHash.Length != MerkleTree.HashSize || !AreHashes(proof)) return false;
        var (node, last) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if (IsRightEdge(node, last))
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                SkipLevelsWithoutSibling(ref node, ref last);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>
    /// Whether the tree of the new size begins with the tree of the old size. Sizes begin at 1: everything extends the empty
    /// tree, so a proof of it would say nothing.
    /// </summary>
    public static bool VerifyConsistency(
        long oldSize, long newSize, ReadOnlySpan<byte> oldRoot, ReadOnlySpan<byte> newRoot, IReadOnlyList<byte[]> proof)
    {
        if (oldSize < 1 || oldSize > newSize || !AreHashes(proof)) return false;
        if (oldSize == newSize)
            return proof.Count == 0 && oldRoot.Length == MerkleTree.HashSize && oldRoot.SequenceEqual(newRoot);
        if (proof.Count == 0) return false;

        // A tree of a power of two is a node of the new one, so the proof leaves it out.
        var oldRootStandsFirst = BitOperations.IsPow2(oldSize);
        var (node, last) = (oldSize - 1, newSize - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var oldHash = oldRootStandsFirst ? oldRoot.ToArray() : proof[0];
        var newHash = oldHash;
        foreach (var sibling in oldRootStandsFirst ? proof : proof.Skip(1))
        {
            if (last == 0) return false;
            if (IsRightEdge(node, last))
            {
                oldHash = MerkleTree.NodeHash(sibling, oldHash);
                newHash = MerkleTree.NodeHash(sibling, newHash);
                SkipLevelsWithoutSibling(ref node, ref last);
            }
            else
            {
                newHash = MerkleTree.NodeHash(newHash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && oldRoot.SequenceEqual(oldHash) && newRoot.SequenceEqual(newHash);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof) => proof.All(h => h.Length == MerkleTree.HashSize);

    private static bool IsRightEdge(long node, long last) => (node & 1) == 1 || node == last;

    private static void SkipLevelsWithoutSibling(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
    }
}
