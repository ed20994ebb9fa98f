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
    internal Checkpoint Sign(long size, ReadOnlySpan<byte> root)
    {
        var text = Checkpoint.TextOf(Origin, size, root);
        var signature = Ed25519.Sign(_seed, Encoding.UTF8.GetBytes(text));
        return Checkpoint.Of(new SignedNote(text, [new NoteSignature(Verifier.Name, Verifier.KeyId, signature)]));
    }
}
