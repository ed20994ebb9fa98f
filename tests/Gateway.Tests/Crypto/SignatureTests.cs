using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>The sender's signature and the proof of a key, computed here by the platform alone from what RFC 7515 and RFC 7516 say.</summary>
public sealed class SignatureTests
{
    private const string Header = "eyJhbGciOiJFUzI1NiJ9"; // {"alg":"ES256"}

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(40_000)]
    public void Signature_OfASection_IsOverItsFlattenedJsonWithoutRecipients(int length)
    {
        using var with = new TestSections();
        var section = with.Seal(new string('x', length));
        var json = TestSections.Json(section);
        // RFC 7516 §7.1: protected, aad, iv, ciphertext and tag as base64url, between points; that is what the JWS signs.
        var payload = string.Join('.', new[] { "protected", "aad", "iv", "ciphertext", "tag" }.Select(m => (string)json[m]!));
        Assert.That(Verifies(section.Signature, payload, with.Sender), Is.True);
        Assert.That(Verifies(section.Signature, payload + "x", with.Sender), Is.False);
    }

    [Test]
    public void Proof_OfASigningKey_IsASignatureOverItsStatement()
    {
        using var key = SigningKey.Generate();
        using var other = SigningKey.Generate();
        var proof = KeyPossession.Prove("soc", key);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(KeyPossession.Statement("soc", key.Public), Is.EqualTo($"gateway-signing-key/v1\nsoc\n{key.Public.KeyId}\n"));
            Assert.That(Verifies(proof, KeyPossession.Statement("soc", key.Public), key), Is.True);
            Assert.That(KeyPossession.IsProven(proof, "soc", key.Public), Is.True);
            Assert.That(KeyPossession.IsProven(proof, "skola", key.Public), Is.False);
            Assert.That(KeyPossession.IsProven(proof, "soc", other.Public), Is.False);
        }
    }

    [Test]
    public void Seal_TheSameTwice_HasAnotherIv()
    {
        using var with = new TestSections();
        var ivs = Enumerable.Range(0, 3).Select(_ => (string)TestSections.Json(with.Seal())["iv"]!).ToList();
        Assert.That(ivs, Is.Unique.And.None.EqualTo(Base64Url.EncodeToString(new byte[12])));
    }

    [Test]
    public void Key_FromWhatIsNone_IsRefused()
    {
        using var agreement = AgreementKey.Generate();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        byte[][] wrong = [[], [1, 2, 3], [.. agreement.ExportPkcs8(), 0], other.ExportPkcs8PrivateKey()];
        foreach (var bytes in wrong)
        {
            Assert.That(() => AgreementKey.FromPkcs8(bytes), Throws.TypeOf<EnvelopeException>());
            Assert.That(() => SigningKey.FromPkcs8(bytes), Throws.TypeOf<EnvelopeException>());
        }
    }

    [Test]
    public void Wrap_ForWhatIsNot32Bytes_IsRefused()
    {
        using var with = new TestSections();
        using var key = ContentKey.Generate();
        var wrap = key.WrapFor(with.Intake.Public, new byte[32]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => key.WrapFor(with.Intake.Public, new byte[31]), Throws.ArgumentException);
            Assert.That(() => ContentKey.Of(new byte[31]), Throws.TypeOf<EnvelopeException>());
            Assert.That(() => ContentKey.Unwrap(wrap, with.Receiver, new byte[32]), Throws.TypeOf<EnvelopeException>().With.Message.Contains("another key"));
            Assert.That(() => AesKeyWrap.Wrap(new byte[31], new byte[32]), Throws.ArgumentException);
            Assert.That(wrap.IsBoundTo(new byte[32]), Is.True);
            Assert.That(wrap.IsBoundTo([.. Enumerable.Repeat((byte)1, 32)]), Is.False);
        }
    }

    [Test]
    public void Seal_ForNobodyOrTooMany_IsRefused()
    {
        using var with = new TestSections();
        var keys = Enumerable.Range(0, SealedSection.MaximumRecipients + 1).Select(_ => AgreementKey.Generate().Public).ToArray();
        SealedSection Seal(int n) => Envelope.Seal("a"u8, TestSections.Label, with.Sender, keys[..n]);
        var most = Seal(SealedSection.MaximumRecipients);
        var wrap = most.Recipients[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(most.Recipients, Has.Count.EqualTo(SealedSection.MaximumRecipients));
            Assert.That(() => SealedSection.Parse(most.ToEnvelopeJson(), most.Signature), Throws.Nothing);
            Assert.That(() => Seal(0), Throws.ArgumentException);
            Assert.That(() => Seal(SealedSection.MaximumRecipients + 1), Throws.ArgumentException);
            Assert.That(() => most.WithRecipients([.. most.Recipients]), Throws.Nothing);
            Assert.That(() => most.WithRecipients(), Throws.ArgumentException);
            Assert.That(() => most.WithRecipients([.. most.Recipients, wrap]), Throws.ArgumentException);
        }
    }

    private static bool Verifies(string detached, string payload, SigningKey by)
    {
        Assert.That(detached, Does.StartWith($"{Header}.."));
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(by.ExportPkcs8(), out _);
        var input = $"{Header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        return key.VerifyData(Encoding.ASCII.GetBytes(input), Base64Url.DecodeFromChars(detached.AsSpan(Header.Length + 2)),
            HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
