using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Crypto;

namespace Gateway.Audit;

/// <summary>
/// A public key that signs notes, spelled <c>name+id+base64</c> (C2SP signed-note §Verifier keys): a log's own key (type 1,
/// Ed25519) or a witness's (type 4, tlog-cosignature).
/// </summary>
public sealed record NoteVerifier
{
    private const byte Ed25519Type = 1;
    private const byte CosignatureType = 4;

    private readonly byte _type;
    private readonly byte[] _publicKey;

    private NoteVerifier(string name, byte type, byte[] publicKey)
    {
        if (!NoteSignature.IsKeyName(name))
            throw new FormatException("a key's name is not empty and has no white space or plus sign");
        (Name, _type, _publicKey) = (name, type, publicKey);
        KeyId = BinaryPrimitives.ReadUInt32BigEndian(
            SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', type, .. publicKey]));
    }

    public string Name { get; }

    /// <summary>First four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key).</summary>
    public uint KeyId { get; }

    /// <summary>Whether the key cosigns as a witness, so that its signatures carry a time.</summary>
    public bool IsWitness => _type == CosignatureType;

    /// <summary>The verifier of a log's own Ed25519 key.</summary>
    public static NoteVerifier OfLog(string name, byte[] publicKey) => new(name, Ed25519Type, publicKey);

    /// <summary>The verifier of a witness's Ed25519 key.</summary>
    public static NoteVerifier OfWitness(string name, byte[] publicKey) => new(name, CosignatureType, publicKey);

    /// <summary>Reads a verifier key in its one spelling.</summary>
    /// <exception cref="FormatException">No verifier key, its id is not its key's, or its type is not known here.</exception>
    public static NoteVerifier Parse(string vkey)
    {
        var parts = vkey.Split('+', 3);
        if (parts.Length != 3 || !StrictBase64.TryRead(parts[2], out var key)
            || key.Length != 1 + Ed25519.PublicKeySize || key[0] is not (Ed25519Type or CosignatureType))
            throw new FormatException("the text is not a verifier key of a known type");
        var verifier = new NoteVerifier(parts[0], key[0], key[1..]);
        return verifier.ToString() == vkey ? verifier : throw new FormatException("the verifier key's id is not its key's");
    }

    /// <summary>Whether the signature claims to be of this key.</summary>
    public bool Made(NoteSignature signature) => signature.KeyName == Name && signature.KeyId == KeyId;

    /// <summary>Whether the signature is this key's over the note's text.</summary>
    public bool Verify(ReadOnlySpan<byte> text, NoteSignature signature)
    {
        var blob = signature.Signature.Span;
        if (!IsWitness) return Ed25519.Verify(_publicKey, text, blob);
        if (blob.Length != 8 + Ed25519.SignatureSize) return false;
        var time = BinaryPrimitives.ReadUInt64BigEndian(blob);
        return Ed25519.Verify(_publicKey, [.. Encoding.UTF8.GetBytes($"cosignature/v1\ntime {time}\n"), .. text], blob[8..]);
    }

    /// <summary>The verifier key's one spelling.</summary>
    public override string ToString() => $"{Name}+{KeyId:x8}+{Convert.ToBase64String([_type, .. _publicKey])}";

    /// <summary>By name, type and key.</summary>
    public bool Equals(NoteVerifier? other) => other?.ToString() == ToString();

    /// <inheritdoc />
    public override int GetHashCode() => (int)(KeyId >> 1);
}
