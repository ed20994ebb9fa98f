using System.Collections.Concurrent;
using System.Text;
using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class MerkleTreeTests
{
    private const int Largest = 300;

    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, Largest).Select(i => MerkleTree.LeafHash(Encoding.ASCII.GetBytes($"leaf {i}")))];

    private static readonly ConcurrentDictionary<TreeNode, byte[]> Nodes = new();

    [Test]
    public void EmptyRoot_HashOfNothing_IsTheSpecifications() => Assert.That(
        Convert.ToHexStringLower(MerkleTree.EmptyRoot), Is.EqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

    [Test]
    public void LeafHash_EmptyEntry_IsTheSpecifications() => Assert.That(
        Convert.ToHexStringLower(MerkleTree.LeafHash([])), Is.EqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));

    [Test]
    public void Root_EverySizeTo300_IsTheDefinitionsOfRfc6962([Range(0, Largest, 25)] int upTo)
    {
        for (var size = Math.Max(0, upTo - 24); size <= upTo; size++)
            Assert.That(MerkleTree.Root(size, Read), Is.EqualTo(Defined(Leaves.AsSpan(0, size))));
    }

    [Test]
    public void InclusionProof_EveryLeafOfEverySizeTo300_VerifiesThereAndNowhereElse()
    {
        for (var size = 1; size <= Largest; size++)
        {
            var root = MerkleTree.Root(size, Read);
            for (var index = 0; index < size; index++)
            {
                var proof = MerkleTree.InclusionProof(index, size, Read);
                if (!MerkleProof.VerifyInclusion(index, size, Leaves[index], proof, root)) Assert.Fail($"{index} of {size} is refused");
                if (MerkleProof.VerifyInclusion(index - 1, size, Leaves[index], proof, root)) Assert.Fail($"{index - 1} of {size} is accepted");
            }
        }
    }

    [Test]
    public void ConsistencyProof_EveryPairOfSizesTo300_VerifiesForThatPairOnly()
    {
        byte[][] roots = [.. Enumerable.Range(0, Largest + 1).Select(size => MerkleTree.Root(size, Read))];
        for (var newSize = 1; newSize <= Largest; newSize++)
            for (var oldSize = 1; oldSize <= newSize; oldSize++)
            {
                var proof = MerkleTree.ConsistencyProof(oldSize, newSize, Read);
                if (!MerkleProof.VerifyConsistency(oldSize, newSize, roots[oldSize], roots[newSize], proof))
                    Assert.Fail($"{oldSize} to {newSize} is refused");
                if (MerkleProof.VerifyConsistency(oldSize, newSize, roots[oldSize - 1], roots[newSize], proof))
                    Assert.Fail($"{oldSize} to {newSize} is accepted for another root");
            }
    }

    [TestCase(-1, 5)]
    [TestCase(5, 5)]
    [TestCase(0, 0)]
    public void InclusionProof_IndexOutsideTheTree_Throws(long index, long size) =>
        Assert.That(() => MerkleTree.InclusionProof(index, size, Read), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(0, 5)]
    [TestCase(6, 5)]
    public void ConsistencyProof_SizesThatDoNotGrow_Throws(long oldSize, long newSize) =>
        Assert.That(() => MerkleTree.ConsistencyProof(oldSize, newSize, Read), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static byte[] Read(TreeNode node) =>
        Nodes.GetOrAdd(node, static n => Defined(Leaves.AsSpan((int)(n.Index << n.Level), 1 << n.Level)));

    /// <summary>RFC 6962 §2.1 word for word.</summary>
    private static byte[] Defined(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0) return MerkleTree.EmptyRoot;
        if (leaves.Length == 1) return leaves[0];
        var k = 1;
        while (2 * k < leaves.Length) k *= 2;
        return MerkleTree.NodeHash(Defined(leaves[..k]), Defined(leaves[k..]));
    }
}
