using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// A signing key in a file that only its owner reads: PKCS#8 in DER (RFC 5958), P-256. Read at each signature, so a new one needs no
/// restart.
/// </summary>
internal sealed class KeyFileSigner(string path) : IVaultSigner
{
    public async Task<VaultSignature> SignAsync(ReadOnlyMemory<byte> text, CancellationToken ct)
    {
        SecretKeyFile.RequireOwnersAlone(path);
        var bytes = await File.ReadAllBytesAsync(path, ct);
        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(bytes, out _);
            return new VaultSignature(key.ExportSubjectPublicKeyInfo(),
                key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
        catch (CryptographicException e)
        {
            throw new KeysUnavailableException($"the signing key file `{Path.GetFileName(path)}` is no private key in PKCS#8 DER", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
