using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

internal sealed class KeyAgreementTests
{
    [Test]
    public void ConcatKdf_VectorOfRfc7518AppendixC_IsAsThere()
    {
        using var alice = Private("0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo");
        var bob = Public("weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ", "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck");
        var secret = alice.DeriveRawSecretAgreement(bob.Agreement);
        Assert.That(
            Base64Url.EncodeToString(KeyAgreement.ConcatKdf(secret, "A128GCM"u8, "Alice"u8, "Bob"u8, 128)),
            Is.EqualTo("VqqN6vgjbSBcIijNcacQGg"));
    }

    [Test]
    [Category("OutsideVectors")]
    public void ConcatKdf_CookbookSection55_GivesTheKeyThatAuthenticates()
    {
        using var example = Cookbook("jwe/5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2.json");
        using var bob = Private(example.RootElement.GetProperty("input").GetProperty("key").GetProperty("d").GetString()!);
        var parts = example.RootElement.GetProperty("output").GetProperty("compact").GetString()!.Split('.');
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        var epk = header.RootElement.GetProperty("epk");
        var key = KeyAgreement.ConcatKdf(
            bob.DeriveRawSecretAgreement(Public(epk.GetProperty("x").GetString()!, epk.GetProperty("y").GetString()!).Agreement),
            Encoding.ASCII.GetBytes(header.RootElement.GetProperty("enc").GetString()!), default, default, 256);
        // RFC 7518 §5.2.2.1: HMAC under the first half over aad, iv, ciphertext and the bit length of aad.
        byte[] input = [.. Encoding.ASCII.GetBytes(parts[0]), .. Base64Url.DecodeFromChars(parts[2]), .. Base64Url.DecodeFromChars(parts[3]),
            .. Convert.FromHexString((parts[0].Length * 8L).ToString("x16"))];
        Assert.That(Base64Url.EncodeToString(HMACSHA256.HashData(key.AsSpan(0, 16), input).AsSpan(0, 16)), Is.EqualTo(parts[4]));
    }

    [Test]
    [Category("OutsideVectors")]
    public void Agree_WycheproofJwkVectors_AreDecidedAsThere() => Wycheproof.Run("ecdh_secp256r1_webcrypto_test.json", atLeast: 110, (_, test) =>
    {
        try
        {
            var jwk = JsonNode.Parse(test.GetProperty("public").GetRawText())!.AsObject();
            jwk.Remove("kid");
            using var own = Private(test.GetProperty("private").GetProperty("d").GetString()!);
            return IsShared(own, EcPublicKey.FromJwk(jwk.ToJsonString()), test);
        }
        catch (EnvelopeException)
        {
            return false;
        }
    });

    [Test]
    [Category("OutsideVectors")]
    public void Agree_WycheproofPoints_AreDecidedAsThere() => Wycheproof.Run("ecdh_secp256r1_test.json", atLeast: 100, (_, test) =>
    {
        // We read points as JWK only: take those that are spelt as an uncompressed point of the named curve.
        var der = test.GetProperty("public").GetString()!;
        const string prefix = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
        if (!der.StartsWith(prefix, StringComparison.Ordinal) || der.Length != prefix.Length + 128) return null;
        try
        {
            using var own = Private(Base64Url.EncodeToString(Convert.FromHexString(test.GetProperty("private").GetString()!.PadLeft(64, '0')[^64..])));
            var point = Convert.FromHexString(der.AsSpan(prefix.Length));
            return IsShared(own, Public(Base64Url.EncodeToString(point.AsSpan(0, 32)), Base64Url.EncodeToString(point.AsSpan(32))), test);
        }
        catch (EnvelopeException)
        {
            return false;
        }
    });

    private static bool IsShared(ECDiffieHellman own, EcPublicKey other, JsonElement test) =>
        own.DeriveRawSecretAgreement(other.Agreement).SequenceEqual(Wycheproof.Hex(test, "shared"));

    internal static ECDiffieHellman Private(string d) =>
        ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Base64Url.DecodeFromChars(d) });

    internal static EcPublicKey Public(string x, string y) =>
        EcPublicKey.FromJwk($$"""{"kty":"EC","crv":"P-256","x":"{{x}}","y":"{{y}}"}""");

    internal static JsonDocument Cookbook(string file) => JsonDocument.Parse(File.ReadAllBytes(
        OutsideVectors.Require($"crypto/jose-cookbook/{file}", "https://github.com/ietf-jose/cookbook")));
}
