using System.Text;
using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Crypto;

namespace Gateway.Cli.Tests.Witnesses;

/// <summary>A log that is made by hand, so that it can be forked: leaf i is the text <c>salt i</c>.</summary>
internal sealed class WatchedLog(string salt = "")
{
    private static readonly byte[] Seed = new byte[32];

    public static NoteVerifier Verifier { get; } = NoteVerifier.OfLog("log.example", Ed25519.PublicKeyOf(Seed));

    public Checkpoint At(int size)
    {
        var text = Checkpoint.TextOf(Verifier.Name, size, MerkleTree.Root(size, HashOf));
        return Checkpoint.Of(new SignedNote(text, [new NoteSignature(Verifier.Name, Verifier.KeyId, Ed25519.Sign(Seed, Encoding.UTF8.GetBytes(text)))]));
    }

    public string From(int oldSize, int size) =>
        new AddCheckpoint(oldSize, oldSize == 0 ? [] : MerkleTree.ConsistencyProof(oldSize, size, HashOf), At(size)).ToString();

    private byte[] HashOf(TreeNode node) => node.Level == 0
        ? MerkleTree.LeafHash(Encoding.UTF8.GetBytes($"{salt} {node.Index}"))
        : MerkleTree.NodeHash(HashOf(new TreeNode(node.Level - 1, 2 * node.Index)), HashOf(new TreeNode(node.Level - 1, (2 * node.Index) + 1)));
}
