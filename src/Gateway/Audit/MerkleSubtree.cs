using System.Numerics;

namespace Gateway.Audit;

/// <summary>
/// Checks of proofs about a subtree, the leaves from one index to another of a larger tree (draft-ietf-plants-merkle-tree-certs
/// §4): a witness's ML-DSA cosignature may be over one (C2SP tlog-cosignature). Whatever does not fit exactly is false.
/// </summary>
public static class MerkleSubtree
{
    /// <summary>Whether a tree has a subtree over these leaves: it begins at a multiple of the power of two that holds its length.</summary>
    public static bool IsSubtree(long start, long end) =>
        start >= 0 && end > start && start % (long)BitOperations.RoundUpToPowerOf2((ulong)(end - start)) == 0;

    /// <summary>Whether the leaf stands at the index, in the subtree with that root.</summary>
    public static bool VerifyInclusion(
        long index, long start, long end, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root) =>
        IsSubtree(start, end) && index >= start && MerkleProof.VerifyInclusion(index - start, end - start, leafHash, proof, root);

    /// <summary>Whether the tree of that size holds the subtree.</summary>
    public static bool VerifyConsistency(
        long start, long end, long size, ReadOnlySpan<byte> subtreeRoot, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        // Every tree that reaches as far holds nothing there; such a proof is empty, and says nothing.
        if (start == end) return start >= 0 && end <= size && proof.Count == 0 && subtreeRoot.SequenceEqual(MerkleTree.EmptyRoot);
        if (!IsSubtree(start, end) || end > size || subtreeRoot.Length != MerkleTree.HashSize || proof.Any(h => h.Length != MerkleTree.HashSize))
            return false;
        var (first, last, lastOfAll) = (start, end - 1, size - 1);
        // Up to the node that stands in the proof, or to the subtree's root, which it leaves out.
        while (first != last && (last == lastOfAll || (last & 1) == 1)) (first, last, lastOfAll) = (first >> 1, last >> 1, lastOfAll >> 1);
        var rootStandsFirst = first == last;
        if (!rootStandsFirst && proof.Count == 0) return false;
        var subtreeHash = rootStandsFirst ? subtreeRoot.ToArray() : proof[0];
        var hash = subtreeHash;
        foreach (var sibling in rootStandsFirst ? proof : proof.Skip(1))
        {
            if (lastOfAll == 0) return false;
            if ((last & 1) == 1 || last == lastOfAll)
            {
                if (first < last) subtreeHash = MerkleTree.NodeHash(sibling, subtreeHash);
                hash = MerkleTree.NodeHash(sibling, hash);
                while ((last & 1) == 0 && last != 0) (first, last, lastOfAll) = (first >> 1, last >> 1, lastOfAll >> 1);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }
            (first, last, lastOfAll) = (first >> 1, last >> 1, lastOfAll >> 1);
        }
        return lastOfAll == 0 && subtreeRoot.SequenceEqual(subtreeHash) && root.SequenceEqual(hash);
    }
}
