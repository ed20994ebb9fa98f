using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

internal sealed class EcPublicKeyTests
{
    // RFC 7517 appendix A.1.
    private const string X = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4";
    private const string Y = "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM";
    private const string Jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""";

    [Test]
    public void FromJwk_AnyOrder_IsTheSameKeyInOneSpelling()
    {
        var key = EcPublicKey.FromJwk($$""" { "y":"{{Y}}", "kty":"EC", "x":"{{X}}", "crv":"P-256" } """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(key.ToJwk(), Is.EqualTo(Jwk));
            Assert.That(key, Is.EqualTo(EcPublicKey.FromJwk(Jwk)));
            Assert.That(key.KeyId,
                Is.EqualTo(Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Jwk)))));
            Assert.That(Base64Url.EncodeToString(key.Thumbprint.Span), Is.EqualTo(key.KeyId));
        }
    }

    [TestCase("""{"crv":"P-256","kty":"EC","x":"X"}""")]
    [TestCase("""{"crv":"P-256","kty":"EC","x":"X","y":"Y","d":"X"}""")]
    [TestCase("""{"crv":"P-256","kty":"EC","x":"X","y":"Y","kid":"1"}""")]
    [TestCase("""{"crv":"P-256","kty":"EC","x":"X","x":"X","y":"Y"}""")]
    [TestCase("""{"crv":"P-384","kty":"EC","x":"X","y":"Y"}""")]
    [TestCase("""{"crv":"P-256","kty":"OKP","x":"X","y":"Y"}""")]
    [TestCase("""{"crv":"P-256","kty":"EC","x":"Y","y":"X"}""")]
    [TestCase("""{"crv":"P-256","kty":"EC","x":"X=","y":"Y"}""")]
    [TestCase("""{"crv":"P-256","kty":"EC","x":"AX","y":"Y"}""")]
    [TestCase("""{"crv":"P-256","kty":"EC","x":1,"y":"Y"}""")]
    [TestCase("""[]""")]
    [TestCase("")]
    [TestCase("null")]
    public void FromJwk_NotTheOneForm_IsRefused(string json)
    {
        var jwk = json.Replace("X", X, StringComparison.Ordinal).Replace("\"Y", "\"" + Y, StringComparison.Ordinal);
        Assert.That(() => EcPublicKey.FromJwk(jwk), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void FromJwk_SpareBitsSet_IsRefused()
    {
        // The last character of 32 bytes carries two spare bits: 4 and 5 decode alike.
        var spare = X[..^1] + (char)(X[^1] + 1);
        Assert.That(() => EcPublicKey.FromJwk(Jwk.Replace(X, spare, StringComparison.Ordinal)),
            Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void FromJwk_CoordinateNotReducedModP_IsRefused()
    {
        // x = p is x = 0, which is on the curve with y = sqrt(b): a second spelling of one point.
        var p = Convert.FromHexString("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
        var y = Convert.FromHexString("66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4");
        string Spelt(byte[] x) => $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(x)}}","y":"{{Base64Url.EncodeToString(y)}}"}""";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => EcPublicKey.FromJwk(Spelt(new byte[32])), Throws.Nothing);
            Assert.That(() => EcPublicKey.FromJwk(Spelt(p)), Throws.TypeOf<EnvelopeException>());
        }
    }

    [Test]
    [Category("OutsideVectors")]
    public void Verify_WycheproofVectors_AreDecidedAsThere() => Wycheproof.Run("ecdsa_secp256r1_sha256_p1363_test.json", atLeast: 75, (group, test) =>
    {
        var point = Wycheproof.Hex(group.GetProperty("publicKey"), "uncompressed").AsSpan(1);
        return KeyAgreementTests.Public(Base64Url.EncodeToString(point[..32]), Base64Url.EncodeToString(point[32..]))
            .VerifyDigest(SHA256.HashData(Wycheproof.Hex(test, "msg")), Wycheproof.Hex(test, "sig"));
    });

    [Test]
    public void Pkcs8_WrittenAndRead_IsTheSameKey()
    {
        using var agreement = AgreementKey.Generate();
        using var signing = SigningKey.Generate();
        using var agreementRead = AgreementKey.FromPkcs8(agreement.ExportPkcs8());
        using var signingRead = SigningKey.FromPkcs8(signing.ExportPkcs8());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(agreementRead.Public, Is.EqualTo(agreement.Public));
            Assert.That(signing.Public.VerifyDigest(SHA256.HashData("a"u8), signingRead.SignDigest(SHA256.HashData("a"u8))), Is.True);
            Assert.That(signing.Public.VerifyDigest(SHA256.HashData("b"u8), signingRead.SignDigest(SHA256.HashData("a"u8))), Is.False);
        }
    }

    [Test]
    public void Pkcs8_OtherCurveOrTrailingByte_IsRefused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var key = AgreementKey.Generate();
        var p384 = other.ExportPkcs8PrivateKey();
        byte[] longer = [.. key.ExportPkcs8(), 0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => AgreementKey.FromPkcs8(p384), Throws.TypeOf<EnvelopeException>());
            Assert.That(() => SigningKey.FromPkcs8(p384), Throws.TypeOf<EnvelopeException>());
            Assert.That(() => AgreementKey.FromPkcs8(longer), Throws.TypeOf<EnvelopeException>());
            Assert.That(() => SigningKey.FromPkcs8(longer), Throws.TypeOf<EnvelopeException>());
            Assert.That(() => AgreementKey.FromPkcs8([]), Throws.TypeOf<EnvelopeException>());
        }
    }
}
