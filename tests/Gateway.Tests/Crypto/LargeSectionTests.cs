using System.Text;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>A section whose content lies in chunks: its label, its digest and its manifest.</summary>
internal sealed class LargeSectionTests
{
    private static readonly string Digest = new('A', 43);

    private readonly TestSections _sections = new();
    private readonly TestChunks _chunks = new();

    [OneTimeTearDown]
    public void DisposeKeys()
    {
        _sections.Dispose();
        _chunks.Dispose();
    }

    [Test]
    public void Section_OpenedAndParsed_GivesTheKeyOfItsChunks()
    {
        var section = Seal(_chunks.Whole);
        var read = SealedSection.Parse(section.ToEnvelopeJson(), section.Signature);
        var manifest = ChunkManifest.Parse(Envelope.Open(read, _sections.Intake, Envelope.DepositPartyInfo(read.Label)));
        using var key = manifest.Key;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Label, Is.EqualTo(_chunks.Whole));
            Assert.That(Envelope.IsSignedBy(read, _sections.Sender.Public));
            Assert.That(manifest.MediaType, Is.EqualTo("application/pdf"));
            Assert.That(key.Open(_chunks.Chunks[2]), Is.EqualTo(_chunks.Content[^5..]));
        }
    }

    [Test]
    public void Digest_OfTheSameEnvelopeWithOtherChunks_IsAnother()
    {
        // Whoever knows the key could find another label with the same tag: what the log commits to has to cover the chunks itself.
        var section = Seal(_chunks.Whole);
        var json = TestSections.Json(section);
        var other = _chunks.Whole with { Chunks = new SectionChunks(3, Digest) };
        json["aad"] = System.Buffers.Text.Base64Url.EncodeToString(other.ToAad());
        var changed = TestSections.Parse(json, section.Signature);
        Assert.That(changed.CiphertextDigest.ToArray(), Is.Not.EqualTo(section.CiphertextDigest.ToArray()));
        Assert.That(Envelope.IsSignedBy(changed, _sections.Sender.Public), Is.False);
        Assert.That(() => Envelope.Open(changed, _sections.Intake, Envelope.DepositPartyInfo(section.Label)), Throws.TypeOf<EnvelopeException>());
    }

    [TestCase("""{"category":"c","chunks":{"count":1,"digest":"D"},"holder":"h","record":"r","section":"s","version":1}""", true)]
    [TestCase("""{"category":"c","chunks":{"count":8192,"digest":"D"},"holder":"h","record":"r","section":"s","version":1}""", true)]
    [TestCase("""{"category":"c","chunks":{"count":0,"digest":"D"},"holder":"h","record":"r","section":"s","version":1}""", false)]
    [TestCase("""{"category":"c","chunks":{"count":8193,"digest":"D"},"holder":"h","record":"r","section":"s","version":1}""", false)]
    [TestCase("""{"category":"c","chunks":{"count":1,"digest":"AA"},"holder":"h","record":"r","section":"s","version":1}""", false)]
    [TestCase("""{"category":"c","chunks":{"digest":"D","count":1},"holder":"h","record":"r","section":"s","version":1}""", false)]
    [TestCase("""{"category":"c","chunks":{"count":1,"digest":"D","size":9},"holder":"h","record":"r","section":"s","version":1}""", false)]
    [TestCase("""{"category":"c","chunks":null,"holder":"h","record":"r","section":"s","version":1}""", false)]
    [TestCase("""{"category":"c","chunks":{"count":1,"digest":"D"},"holder":"h","note":"n","record":"r","section":"s","version":1}""", false)]
    public void Label_WithChunks_HasOneSpelling(string aad, bool isAccepted)
    {
        var utf8 = Encoding.UTF8.GetBytes(aad.Replace("\"D\"", $"\"{Digest}\"", StringComparison.Ordinal));
        if (isAccepted) Assert.That(SectionLabel.Parse(utf8).ToAad(), Is.EqualTo(utf8));
        else Assert.That(() => SectionLabel.Parse(utf8), Throws.TypeOf<EnvelopeException>());
    }

    [TestCase("{}")]
    [TestCase("klartext")]
    [TestCase("""{"key":"AA","mediaType":""}""")]
    public void Manifest_OffProfile_IsRefused(string plaintext) =>
        Assert.That(() => ChunkManifest.Parse(Encoding.UTF8.GetBytes(plaintext)), Throws.TypeOf<EnvelopeException>());

    [Test]
    public void Manifest_OfAMediaTypeTooLong_IsRefused() =>
        Assert.That(() => new ChunkManifest(_chunks.Key, new string('a', 256)).ToPlaintext(), Throws.TypeOf<EnvelopeException>());

    private SealedSection Seal(SectionLabel label) => Envelope.Seal(
        new ChunkManifest(_chunks.Key, "application/pdf").ToPlaintext(), label, _sections.Sender, _sections.Intake.Public);
}
