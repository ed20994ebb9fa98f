using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Tests.Crypto;

/// <summary>
/// What we take from the platform as it is: the derivation of keys (HKDF), the keyed digests of persons (HMAC), and the algorithm by which a
/// vault wraps (RSA-OAEP with SHA-256). Were one of them wrong on some machine, everything on it would be.
/// </summary>
internal sealed class PlatformVectorTests
{
    [Test]
    [Category("OutsideVectors")]
    public void Hkdf_WycheproofVectors_AreDecidedAsThere() => Wycheproof.Run("hkdf_sha256_test.json", atLeast: 50, (_, test) =>
    {
        try
        {
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, Wycheproof.Hex(test, "ikm"), test.GetProperty("size").GetInt32(),
                Wycheproof.Hex(test, "salt"), Wycheproof.Hex(test, "info")).SequenceEqual(Wycheproof.Hex(test, "okm"));
        }
        catch (ArgumentOutOfRangeException)
        {
            return false; // more than 255 blocks (RFC 5869 §2.3)
        }
    });

    [Test]
    [Category("OutsideVectors")]
    public void Hmac_WycheproofVectors_AreDecidedAsThere() => Wycheproof.Run("hmac_sha256_test.json", atLeast: 80, (group, test) =>
    {
        var digest = HMACSHA256.HashData(Wycheproof.Hex(test, "key"), Wycheproof.Hex(test, "msg"));
        return digest.AsSpan(0, group.GetProperty("tagSize").GetInt32() / 8).SequenceEqual(Wycheproof.Hex(test, "tag"));
    });

    [TestCase(2048)]
    [TestCase(3072)]
    [TestCase(4096)]
    [Category("OutsideVectors")]
    public void RsaOaep_WycheproofVectors_AreDecidedAsThere(int size) =>
        Wycheproof.Run($"rsa_oaep_{size}_sha256_mgf1sha256_test.json", atLeast: 12, (group, test) =>
        {
            // A label is of no use to a wrapped key, and the platform has none: Key Vault's RSA-OAEP-256 is without.
            if (test.GetProperty("label").GetString() is { Length: > 0 }) return null;
            using var key = RSA.Create();
            key.ImportPkcs8PrivateKey(Wycheproof.Hex(group, "privateKeyPkcs8"), out var read);
            Assert.That(read, Is.EqualTo(Wycheproof.Hex(group, "privateKeyPkcs8").Length));
            return Opens(key, test);
        });

    private static bool Opens(RSA key, JsonElement test)
    {
        try
        {
            return key.Decrypt(Wycheproof.Hex(test, "ct"), RSAEncryptionPadding.OaepSHA256).SequenceEqual(Wycheproof.Hex(test, "msg"));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
