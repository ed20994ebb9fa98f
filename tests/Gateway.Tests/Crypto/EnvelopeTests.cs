using System.Security.Cryptography;
using System.Text;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

internal sealed class EnvelopeTests
{
    private readonly TestSections _with = new();

    [OneTimeTearDown]
    public void DisposeKeys() => _with.Dispose();

    [TestCase("")]
    [TestCase("a")]
    [TestCase("Åsa Öberg, Västra Götaland")]
    public void Open_WhatWasSealed_GivesItBack(string text) => Assert.That(_with.Open(_with.Seal(text)), Is.EqualTo(text));

    [Test]
    public void Parse_WhatWasWritten_IsTheSameSection()
    {
        var section = _with.Seal();
        var read = SealedSection.Parse(section.ToEnvelopeJson(), section.Signature);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Label, Is.EqualTo(TestSections.Label));
            Assert.That(read.Recipients, Is.EqualTo(section.Recipients));
            Assert.That(read.CiphertextDigest.ToArray(), Is.EqualTo(section.CiphertextDigest.ToArray()));
            Assert.That(read.ToEnvelopeJson(), Is.EqualTo(section.ToEnvelopeJson()));
            Assert.That(read.Length, Is.EqualTo(8));
            Assert.That(_with.Open(read), Is.EqualTo("klartext"));
            Assert.That(Envelope.IsSignedBy(read, _with.Sender.Public), Is.True);
        }
    }

    [Test]
    public void Rewrap_ForReceiver_OpensForItAndLeavesSignatureAndCiphertext()
    {
        var section = _with.Seal();
        var leaf = Envelope.ReleasePartyInfo([SHA256.HashData("leaf"u8)]);
        var released = Rewrap(section, leaf);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Envelope.Open(released, _with.Receiver, leaf), Is.EqualTo("klartext"u8.ToArray()));
            Assert.That(Envelope.IsSignedBy(released, _with.Sender.Public), Is.True);
            Assert.That(released.CiphertextDigest.ToArray(), Is.EqualTo(section.CiphertextDigest.ToArray()));
            Assert.That(released.For(_with.Intake.Public.KeyId), Is.Null);
            Assert.That(released.For(_with.Receiver.Public.KeyId), Is.Not.Null);
        }
    }

    [Test]
    public void Open_ReleaseWithOtherLeaf_IsRefused()
    {
        var released = Rewrap(_with.Seal(), Envelope.ReleasePartyInfo([SHA256.HashData("leaf"u8)]));
        var other = Envelope.ReleasePartyInfo([SHA256.HashData("other leaf"u8)]);
        Assert.That(() => Envelope.Open(released, _with.Receiver, other), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Open_HeaderApvReplacedByTheOneExpected_IsRefused()
    {
        // The apv goes into the key: repairing the header alone does not repair the wrap.
        var released = Rewrap(_with.Seal(), Envelope.ReleasePartyInfo([SHA256.HashData("leaf"u8)]));
        var other = Envelope.ReleasePartyInfo([SHA256.HashData("other leaf"u8)]);
        var json = TestSections.Json(released);
        json["recipients"]![0]!["header"]!["apv"] = System.Buffers.Text.Base64Url.EncodeToString(other);
        var forged = TestSections.Parse(json, released.Signature);
        Assert.That(() => Envelope.Open(forged, _with.Receiver, other), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Open_WrapMovedToAnotherRecord_IsRefused()
    {
        var section = _with.Seal();
        var other = _with.Seal("annat", TestSections.Label with { Record = "rec-2" });
        var moved = other.WithRecipients([.. section.Recipients]);
        Assert.That(() => _with.Open(moved), Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Open_CiphertextUnderAnotherLabel_IsRefused()
    {
        var section = _with.Seal();
        var json = TestSections.Json(section);
        json["aad"] = System.Buffers.Text.Base64Url.EncodeToString((TestSections.Label with { Version = 2 }).ToAad());
        var forged = TestSections.Parse(json, section.Signature);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => _with.Open(forged), Throws.TypeOf<EnvelopeException>());
            Assert.That(() => Envelope.Open(forged, _with.Intake, Envelope.DepositPartyInfo(TestSections.Label)),
                Throws.TypeOf<EnvelopeException>());
            Assert.That(Envelope.IsSignedBy(forged, _with.Sender.Public), Is.False);
        }
    }

    [Test]
    public void Open_WithAnotherRecipientsKey_IsRefused()
    {
        var section = _with.Seal();
        Assert.That(() => Envelope.Open(section, _with.Receiver, Envelope.DepositPartyInfo(section.Label)),
            Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void Unwrap_KeyIdReplacedByOwn_IsRefused()
    {
        var section = _with.Seal();
        var forged = section.Recipients[0] with { KeyId = _with.Receiver.Public.KeyId };
        Assert.That(() => ContentKey.Unwrap(forged, _with.Receiver, Envelope.DepositPartyInfo(section.Label)),
            Throws.TypeOf<EnvelopeException>());
    }

    [Test]
    public void IsSignedBy_AnotherSender_IsFalse()
    {
        using var other = SigningKey.Generate();
        Assert.That(Envelope.IsSignedBy(_with.Seal(), other.Public), Is.False);
    }

    [Test]
    public void IsSignedBy_SignatureOfAnotherSection_IsFalse()
    {
        var section = _with.Seal();
        var swapped = SealedSection.Parse(section.ToEnvelopeJson(), _with.Seal().Signature);
        Assert.That(Envelope.IsSignedBy(swapped, _with.Sender.Public), Is.False);
    }

    [Test]
    public void Parse_AnyBitOfTheEnvelopeFlipped_NeverOpens()
    {
        var section = _with.Seal();
        var json = section.ToEnvelopeJson();
        var opened = new List<string>();
        for (var bit = 0; bit < json.Length * 8; bit++)
        {
            var flipped = json.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                _with.Open(SealedSection.Parse(flipped, section.Signature));
                opened.Add(Encoding.Latin1.GetString(flipped));
            }
            catch (EnvelopeException)
            {
                // the only way out that is allowed
            }
        }
        Assert.That(opened, Is.Empty);
    }

    [Test]
    public void Parse_AnyBitOfTheSignatureFlipped_NeverVerifies()
    {
        var section = _with.Seal();
        for (var bit = 0; bit < section.Signature.Length * 8; bit++)
        {
            var flipped = section.Signature.ToCharArray();
            flipped[bit / 8] ^= (char)(1 << (bit % 8));
            var verified = false;
            try
            {
                var read = SealedSection.Parse(section.ToEnvelopeJson(), new string(flipped));
                verified = Envelope.IsSignedBy(read, _with.Sender.Public);
            }
            catch (EnvelopeException)
            {
                // refused at once
            }
            Assert.That(verified, Is.False, $"bit {bit}");
        }
    }

    [Test]
    public void Keys_UsedByManyThreadsAtOnce_WorkAsAlone()
    {
        var section = _with.Seal();
        var partyInfo = Envelope.DepositPartyInfo(section.Label);
        Parallel.For(0, 400, _ =>
        {
            using var key = ContentKey.Unwrap(section.Recipients[0], _with.Intake, partyInfo);
            var released = section.WithRecipients(key.WrapFor(_with.Receiver.Public, partyInfo));
            Assert.That(Envelope.Open(released, _with.Receiver, partyInfo), Is.EqualTo("klartext"u8.ToArray()));
            Assert.That(Envelope.IsSignedBy(released, _with.Sender.Public), Is.True);
            Assert.That(_with.Open(_with.Seal("annat")), Is.EqualTo("annat"));
        });
    }

    [Test]
    public void ReleasePartyInfo_LeavesInOrder_IsHashOfTheirConcatenation()
    {
        var (a, b) = (SHA256.HashData("a"u8), SHA256.HashData("b"u8));
        Assert.That(Envelope.ReleasePartyInfo([a, b]), Is.EqualTo(SHA256.HashData([.. a, .. b])));
    }

    [Test]
    public void ReleasePartyInfo_NoLeafOrShortLeaf_IsRefused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Envelope.ReleasePartyInfo([]), Throws.ArgumentException);
            Assert.That(() => Envelope.ReleasePartyInfo([new byte[31]]), Throws.ArgumentException);
        }
    }

    private SealedSection Rewrap(SealedSection section, byte[] partyInfo)
    {
        using var key = ContentKey.Unwrap(section.Recipients[0], _with.Intake, Envelope.DepositPartyInfo(section.Label));
        return section.WithRecipients(key.WrapFor(_with.Receiver.Public, partyInfo));
    }
}
