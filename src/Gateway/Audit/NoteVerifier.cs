using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Audit.Witnesses;
using Gateway.Crypto;

namespace Gateway.Audit;

/// <summary>
/// A public key that signs notes, spelled <c>name+id+base64</c> (C2SP signed-note §Verifier keys): a log's own key (type 1,
/// Ed25519), a key of a vault that signs beside it (type 2, ECDSA on P-256), or a witness's (type 4, tlog-cosignature).
/// </summary>
public sealed record NoteVerifier
{
    private const byte Ed25519Type = 1;
    private const byte EcdsaType = 2;
    private const byte CosignatureType = 4;

    private readonly byte _type;
    private readonly byte[] _publicKey;

    private NoteVerifier(string name, byte type, byte[] publicKey)
    {
        if (!NoteSignature.IsKeyName(name))
            throw new FormatException("a key's name is not empty and has no white space or plus sign");
        (Name, _type, _publicKey) = (name, type, publicKey);
        // Of an ECDSA key the id is its own alone, without name and type (C2SP signed-note §Signature types).
        KeyId = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(
            type == EcdsaType ? publicKey : [.. Encoding.UTF8.GetBytes(name), (byte)'\n', type, .. publicKey]));
    }

    public string Name { get; }

    /// <summary>First four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key), or of SHA-256(public key) for ECDSA.</summary>
    public uint KeyId { get; }

    /// <summary>Whether the key cosigns as a witness, so that its signatures carry a time.</summary>
    public bool IsWitness => _type == CosignatureType;

    /// <summary>The verifier of a log's own Ed25519 key.</summary>
    public static NoteVerifier OfLog(string name, byte[] publicKey) => new(name, Ed25519Type, publicKey);

    /// <summary>The verifier of an ECDSA key on P-256, from its SubjectPublicKeyInfo in DER (RFC 5480 §2).</summary>
    /// <exception cref="FormatException">The bytes are no such key.</exception>
    public static NoteVerifier OfVault(string name, byte[] publicKey) =>
        IsP256(publicKey) ? new(name, EcdsaType, publicKey) : throw new FormatException("the key is not one of ECDSA on P-256");

    /// <summary>The verifier of a witness's Ed25519 key.</summary>
    public static NoteVerifier OfWitness(string name, byte[] publicKey) => new(name, CosignatureType, publicKey);

    /// <summary>Reads a verifier key in its one spelling.</summary>
    /// <exception cref="FormatException">No verifier key, its id is not its key's, or its type is not known here.</exception>
    public static NoteVerifier Parse(string vkey)
    {
        var parts = vkey.Split('+', 3);
        if (parts.Length != 3 || !StrictBase64.TryRead(parts[2], out var key) || key.Length == 0 || !IsKey(key[0], key[1..]))
            throw new FormatException("the text is not a verifier key of a known type");
        var verifier = new NoteVerifier(parts[0], key[0], key[1..]);
        return verifier.ToString() == vkey ? verifier : throw new FormatException("the verifier key's id is not its key's");
    }

    /// <summary>Whether the signature claims to be of this key.</summary>
    public bool Made(NoteSignature signature) => signature.KeyName == Name && signature.KeyId == KeyId;

    /// <summary>Whether both are one key, whatever its name and use: two witnesses of one key are one witness (C2SP tlog-policy).</summary>
    public bool HasSameKeyAs(NoteVerifier other) => _publicKey.AsSpan().SequenceEqual(other._publicKey);

    /// <summary>Whether the signature is this key's over the note's text.</summary>
    public bool Verify(ReadOnlySpan<byte> text, NoteSignature signature)
    {
        var blob = signature.Signature.Span;
        if (_type == Ed25519Type) return Ed25519.Verify(_publicKey, text, blob);
        if (_type == EcdsaType) return VerifyEcdsa(text, blob);
        if (blob.Length != 8 + Ed25519.SignatureSize) return false;
        var time = BinaryPrimitives.ReadUInt64BigEndian(blob);
        return Ed25519.Verify(_publicKey, CosignatureSigner.Message(time, text), blob[8..]);
    }

    /// <summary>The verifier key's one spelling.</summary>
    public override string ToString() => $"{Name}+{KeyId:x8}+{Convert.ToBase64String([_type, .. _publicKey])}";

    /// <summary>By name, type and key.</summary>
    public bool Equals(NoteVerifier? other) => other?.ToString() == ToString();

    /// <inheritdoc />
    public override int GetHashCode() => (int)(KeyId >> 1);

    private bool VerifyEcdsa(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_publicKey, out _);
        return key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool IsKey(byte type, byte[] key) => type switch
    {
        Ed25519Type or CosignatureType => key.Length == Ed25519.PublicKeySize,
        EcdsaType => IsP256(key),
        _ => false,
    };

    private static bool IsP256(byte[] publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            // One spelling of a key, or one key would have several ids.
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
