using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>
/// Vectors for JOSE as a whole. What uses our algorithms has to come out right; and every one of them, valid or not, is
/// off our profile and has to be refused as a section.
/// </summary>
internal sealed class JoseVectorTests
{
    private const string Signature =
        "eyJhbGciOiJFUzI1NiJ9..AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [Test]
    [Category("OutsideVectors")]
    public void Jwe_WycheproofOfOurAlgorithms_AreDecidedAsThere() => Wycheproof.Run("json_web_encryption_test.json", atLeast: 1, (group, test) =>
    {
        var parts = test.GetProperty("jwe").GetString()!.Split('.');
        Assert.That(() => SealedSection.Parse(Encoding.UTF8.GetBytes(test.GetProperty("jwe").GetString()!), Signature),
            Throws.TypeOf<EnvelopeException>());
        if (!group.TryGetProperty("private", out var key) || key.GetProperty("alg").GetString() != "ECDH-ES+A256KW"
            || test.GetProperty("enc").GetString() != "A256GCM")
            return null;
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var own = KeyAgreementTests.Private(key.GetProperty("d").GetString()!);
        var epk = header.RootElement.GetProperty("epk");
        var ephemeral = KeyAgreementTests.Public(epk.GetProperty("x").GetString()!, epk.GetProperty("y").GetString()!);
        try
        {
            var wrappingKey = KeyAgreement.Derive(own, ephemeral, default);
            using var aes = new AesGcm(AesKeyWrap.Unwrap(wrappingKey, StrictBase64Url.Decode(parts[1], "key")), 16);
            var ciphertext = StrictBase64Url.Decode(parts[3], "ciphertext");
            var plaintext = new byte[ciphertext.Length];
            aes.Decrypt(StrictBase64Url.Decode(parts[2], "iv", 12), ciphertext, StrictBase64Url.Decode(parts[4], "tag", 16), plaintext,
                Encoding.ASCII.GetBytes(parts[0]));
            return plaintext.SequenceEqual(Wycheproof.Hex(test, "pt"));
        }
        catch (EnvelopeException)
        {
            return false;
        }
    });

    [Test]
    [Category("OutsideVectors")]
    public void Jws_WycheproofOfEs256_AreDecidedAsThere() => Wycheproof.Run("json_web_signature_test.json", atLeast: 10, (group, test) =>
    {
        if (!group.TryGetProperty("public", out var key) || key.GetProperty("kty").GetString() != "EC"
            || key.GetProperty("crv").GetString() != "P-256")
            return null;
        var parts = test.GetProperty("jws").GetString()!.Split('.');
        if (parts.Length != 3) return false;
        try
        {
            var header = StrictJson.Parse(StrictBase64Url.Decode(parts[0], "header"), "header", "alg", "kid");
            StrictBase64Url.Decode(parts[1], "payload");
            return header.Text("alg") == "ES256"
                && KeyAgreementTests.Public(key.GetProperty("x").GetString()!, key.GetProperty("y").GetString()!)
                    .VerifyDigest(SHA256.HashData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")), StrictBase64Url.Decode(parts[2], "signature"));
        }
        catch (EnvelopeException)
        {
            return false;
        }
    });

    [Test]
    [Category("OutsideVectors")]
    public void AesGcm_WycheproofOf256And96Bits_AreDecidedAsThere() => Wycheproof.Run("aes_gcm_test.json", atLeast: 25, (group, test) =>
    {
        var key = Wycheproof.Hex(test, "key");
        byte[] box = [1, 0, 0, 0, 1, .. Wycheproof.Hex(test, "iv"), .. Wycheproof.Hex(test, "ct"), .. Wycheproof.Hex(test, "tag")];
        if (key.Length != 32)
        {
            Assert.That(() => SealedBox.Open(new BoxKeys(key), box, Wycheproof.Hex(test, "aad")), Throws.ArgumentException);
            return null;
        }
        try
        {
            var opened = SealedBox.Open(new BoxKeys(key), box, Wycheproof.Hex(test, "aad")).SequenceEqual(Wycheproof.Hex(test, "msg"));
            // A nonce of another length is a valid AES-GCM input and never one of ours: it must not have opened.
            return group.GetProperty("ivSize").GetInt32() == 96 ? opened : opened ? throw new AssertionException("opened") : null;
        }
        catch (EnvelopeException)
        {
            return group.GetProperty("ivSize").GetInt32() == 96 ? false : null;
        }
    });

    [Test]
    [Category("OutsideVectors")]
    public void Cookbook_EverySerialization_IsRefusedAsASection()
    {
        var folder = OutsideVectors.Require("crypto/jose-cookbook", "https://github.com/ietf-jose/cookbook");
        var ran = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            using var example = JsonDocument.Parse(File.ReadAllBytes(file));
            if (example.RootElement.ValueKind != JsonValueKind.Object || !example.RootElement.TryGetProperty("output", out var output))
                continue;
            foreach (var serialization in output.EnumerateObject())
            {
                Assert.That(() => SealedSection.Parse(Encoding.UTF8.GetBytes(serialization.Value.GetRawText()), Signature),
                    Throws.TypeOf<EnvelopeException>(), $"{Path.GetFileName(file)} {serialization.Name}");
                ran++;
            }
        }
        TestContext.Out.WriteLine($"cookbook: {ran} serializations refused");
        Assert.That(ran, Is.GreaterThanOrEqualTo(12));
    }

    [TestCase("3_1.ec_public_key.json")]
    [TestCase("3_2.ec_private_key.json")]
    [TestCase("3_3.rsa_public_key.json")]
    [TestCase("3_6.symmetric_key_encryption.json")]
    [Category("OutsideVectors")]
    public void Cookbook_KeyOfAnotherKind_IsRefused(string file)
    {
        using var jwk = KeyAgreementTests.Cookbook($"jwk/{file}");
        Assert.That(() => EcPublicKey.FromJwk(jwk.RootElement.GetRawText()), Throws.TypeOf<EnvelopeException>());
    }
}
