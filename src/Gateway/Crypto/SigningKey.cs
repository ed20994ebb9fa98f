using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>A private key that signs: ES256 (RFC 7518 §3.4). Thread-safe until disposed.</summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>r ‖ s.</summary>
    public const int SignatureSize = 64;

    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
        {
            key.Dispose();
            throw new EnvelopeException("the private key is not on P-256");
        }
        Public = EcPublicKey.Of(parameters.Q);
    }

    public EcPublicKey Public { get; }

    public static SigningKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads PKCS #8 (RFC 5958), not encrypted.</summary>
    /// <exception cref="EnvelopeException">Not such a key, not on P-256, or bytes after it.</exception>
    public static SigningKey FromPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out var read);
            if (read == pkcs8.Length) return new SigningKey(key);
        }
        catch (CryptographicException e)
        {
            key.Dispose();
            throw new EnvelopeException("the bytes are not a PKCS #8 private key", e);
        }
        key.Dispose();
        throw new EnvelopeException("there are bytes after the PKCS #8 private key");
    }

    /// <summary>The private key; whoever asks clears it.</summary>
    public byte[] ExportPkcs8() => _key.ExportPkcs8PrivateKey();

    /// <summary>The signature over the data whose SHA-256 this is: r ‖ s, 64 bytes.</summary>
    internal byte[] SignDigest(ReadOnlySpan<byte> digest) => _key.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => _key.Dispose();
}
