using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// A private key that sections are sealed to: ECDH on P-256 (RFC 7518 §4.6). Thread-safe until disposed.
/// </summary>
public sealed class AgreementKey : IDisposable
{
    private readonly ECDiffieHellman _key;

    private AgreementKey(ECDiffieHellman key)
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

    public static AgreementKey Generate() => new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads PKCS #8 (RFC 5958), not encrypted.</summary>
    /// <exception cref="EnvelopeException">Not such a key, not on P-256, or bytes after it.</exception>
    public static AgreementKey FromPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out var read);
            if (read == pkcs8.Length) return new AgreementKey(key);
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

    public void Dispose() => _key.Dispose();

    /// <summary>The key-encryption key shared with the holder of the other key.</summary>
    internal byte[] Agree(EcPublicKey other, ReadOnlySpan<byte> partyInfo) => KeyAgreement.Derive(_key, other, partyInfo);
}
