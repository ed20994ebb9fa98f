using System.Text;
using Gateway.Crypto;

namespace Gateway.Audit;

/// <summary>A log's name and private key: the only maker of its checkpoints (C2SP tlog-checkpoint). Thread-safe.</summary>
public sealed class LogSigner
{
    private readonly byte[] _seed;

    /// <param name="origin">The log's name, which is also its key's.</param>
    /// <param name="seed">The 32-byte Ed25519 seed (RFC 8032 §5.1.5).</param>
    public LogSigner(string origin, ReadOnlySpan<byte> seed)
    {
        _seed = seed.ToArray();
        Verifier = NoteVerifier.OfLog(origin, Ed25519.PublicKeyOf(seed));
    }

    /// <summary>First line of the log's checkpoints.</summary>
    public string Origin => Verifier.Name;

    /// <summary>The public half, for parties and witnesses.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>
    /// Signs a tree. INVARIANT: whoever calls this extends the newest checkpoint, and shows the new one to nobody before it is
    /// durable.
    /// </summary>
    /// <param name="size">Number of entries.</param>
    /// <param name="root">The tree's hash.</param>
    /// <param name="successors">Keys that this one is handed over to with this very tree: they sign it too.</param>
    internal Checkpoint Sign(long size, ReadOnlySpan<byte> root, params ReadOnlySpan<LogSigner> successors)
    {
        var text = Checkpoint.TextOf(Origin, size, root);
        var message = Encoding.UTF8.GetBytes(text);
        List<NoteSignature> signatures = [Sign(message)];
        foreach (var successor in successors) signatures.Add(successor.Sign(message));
        return Checkpoint.Of(new SignedNote(text, signatures));
    }

    /// <summary>This key's signature line under a note's text.</summary>
    internal NoteSignature Sign(ReadOnlySpan<byte> message) => new(Verifier.Name, Verifier.KeyId, Ed25519.Sign(_seed, message));
}
