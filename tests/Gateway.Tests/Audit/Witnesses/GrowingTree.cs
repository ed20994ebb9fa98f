using Gateway.Audit;
using Gateway.Audit.Witnesses;

namespace Gateway.Tests.Audit.Witnesses;

/// <summary>A log of some leaves, which can be forked: leaf i is the text <c>salt i</c>.</summary>
internal sealed class GrowingTree(LogSigner signer, string salt = "")
{
    public Checkpoint At(int size) => signer.Sign(size, MerkleTree.Root(size, HashOf));

    public AddCheckpoint From(int oldSize, int size) => new(oldSize, oldSize == 0 ? [] : MerkleTree.ConsistencyProof(oldSize, size, HashOf), At(size));

    private byte[] HashOf(TreeNode node) => node.Level == 0
        ? MerkleTree.LeafHash([.. System.Text.Encoding.UTF8.GetBytes($"{salt} {node.Index}")])
        : MerkleTree.NodeHash(HashOf(new TreeNode(node.Level - 1, 2 * node.Index)), HashOf(new TreeNode(node.Level - 1, (2 * node.Index) + 1)));
}
