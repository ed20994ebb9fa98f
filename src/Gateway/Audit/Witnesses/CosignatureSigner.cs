using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Crypto;

namespace Gateway.Audit.Witnesses;

/// <summary>A witness's name and private key: the only maker of its cosignatures (C2SP tlog-cosignature). Thread-safe.</summary>
public sealed class CosignatureSigner : IDisposable
{
    private readonly byte[] _seed;

    /// <param name="name">The witness's name, a URL without scheme by custom.</param>
    /// <param name="seed">The 32-byte Ed25519 seed (RFC 8032 §5.1.5).</param>
    /// <exception cref="FormatException">The name cannot name a key.</exception>
    public CosignatureSigner(string name, ReadOnlySpan<byte> seed)
    {
        Verifier = NoteVerifier.OfWitness(name, Ed25519.PublicKeyOf(seed));
        _seed = seed.ToArray();
    }

    /// <summary>The public half, for logs and for those who check receipts.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>
    /// Signs the time and the checkpoint's text. INVARIANT: whoever calls this has stored that the checkpoint extends all that was
    /// cosigned of its log before, or shows the cosignature to nobody until it is.
    /// </summary>
    internal NoteSignature Cosign(Checkpoint checkpoint, DateTimeOffset at)
    {
        var time = (ulong)at.ToUnixTimeSeconds();
        var signed = new byte[8 + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt64BigEndian(signed, time);
        Ed25519.Sign(_seed, Message(time, Encoding.UTF8.GetBytes(checkpoint.Text))).CopyTo(signed.AsSpan(8));
        return new NoteSignature(Verifier.Name, Verifier.KeyId, signed);
    }

    /// <summary>What a cosignature signs (C2SP tlog-cosignature §Signed message).</summary>
    internal static byte[] Message(ulong time, ReadOnlySpan<byte> text) =>
        [.. Encoding.UTF8.GetBytes($"cosignature/v1\ntime {time}\n"), .. text];

    /// <summary>Clears the private key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_seed);
}
