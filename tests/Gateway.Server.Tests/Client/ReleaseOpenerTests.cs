using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Parties;
using Google.Protobuf;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Server.Tests.Client;

public sealed class ReleaseOpenerTests
{
    private TwoParties _parties = null!; // set before each test

    [SetUp]
    public void SetUp() => _parties = new TwoParties();

    [TearDown]
    public async Task TearDown() => await _parties.DisposeAsync();

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Case("LeafOfAnotherEntry", r => r.Receipts[0].Leaf = r.Receipts[1].Leaf, "does not show the leaf");
        yield return Case("LeafSpelledOtherwise", r => r.Receipts[0].Leaf = ByteString.CopyFromUtf8(r.Receipts[0].Leaf.ToStringUtf8() + " "), "receipt 0: the leaf");
        yield return Case("ProofOfAnotherIndex", r => r.Receipts[1].Proof = r.Receipts[1].Proof.Replace("index 1", "index 0", StringComparison.Ordinal), "receipt 1: the proof");
        yield return Case("NoProof", r => r.Receipts[0].Proof = "", "receipt 0");
        yield return Case("ViewChanged", r => r.Receipts[0].View = ByteString.CopyFromUtf8("""{"outcome":"deny"}"""), "view is not the one");
        yield return Case("ViewSaltChanged", r => r.Receipts[0].ViewSalt = Changed(r.Receipts[0].ViewSalt), "view is not the one");
        yield return Case("ViewLeftOut", r => r.Receipts[1].View = ByteString.Empty, "no view");
        yield return Case("ReleaseSaltChanged", r => r.Receipts[1].ReleaseSalt = Changed(r.Receipts[1].ReleaseSalt), "does not commit");
        yield return Case("ReleaseSaltLeftOut", r => r.Receipts[0].ReleaseSalt = ByteString.Empty, "no salt");
        yield return Case("SectionAdded", r => r.Sections.Add(r.Sections[0].Clone()), "does not commit");
        yield return Case("SectionsLeftOut", r => r.Sections.Clear(), "no section");
        yield return Case("ReceiptsLeftOut", r => r.Receipts.Clear(), "there is no receipt");
        yield return Case("OneReceiptLeftOut", r => r.Receipts.RemoveAt(1), "apv");
        yield return Case("ReceiptsInAnotherOrder", r => { var first = r.Receipts[0]; r.Receipts.RemoveAt(0); r.Receipts.Add(first); }, "apv");
        yield return Case("AnotherHolderNamed", r => r.Sections[0].HolderPartyId = "polisen-syd", "another holder");
        yield return Case("HolderIsNoParty", r => r.Sections[0].HolderPartyId = "", "not a party name");
        yield return Case("AnotherKeyNamed", r => r.RecipientKeyThumbprint = "x", "another key");
        yield return Case("CiphertextChanged", r => Edit(r, e => e["ciphertext"] = Base64Url.EncodeToString(new byte[8])), "does not commit");
        yield return Case("LabelChanged", r => Edit(r, e => e["aad"] = Base64Url.EncodeToString(
            new SectionLabel("rec-2", "contact", "contact", 1, "malmo-soc").ToAad())), "signature");

        static TestCaseData Case(string name, Action<Wire.Release> change, string refusal) => new TestCaseData(change, refusal).SetArgDisplayNames(name);
    }

    [Test]
    public async Task OpenAsync_HonestRelease_GivesContentWithItsLabelAndEntries()
    {
        var opened = await _parties.Opener().OpenAsync(await _parties.ReleaseAsync(), CancellationToken.None);

        Assert.That(Encoding.UTF8.GetString(opened.Sections.Single().Content.Span), Is.EqualTo("klartext"));
        Assert.That(opened.Sections.Single().Label, Is.EqualTo(new SectionLabel("rec-1", "contact", "contact", 1, "malmo-soc")));
        Assert.That(opened.Entries.Select(e => e.Index), Is.EqualTo(new[] { 0L, 1 }));
        Assert.That(Encoding.UTF8.GetString(opened.Entries[0].View.Span), Is.EqualTo("""{"outcome":"permit"}"""));
        Assert.That(opened.Handling.Purpose, Is.EqualTo("crime-prevention"));
    }

    [TestCaseSource(nameof(Changes))]
    public async Task OpenAsync_ReleaseChanged_IsRefused(Action<Wire.Release> change, string refusal)
    {
        var release = await _parties.ReleaseAsync();
        change(release);
        Assert.That(() => Open(release), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Contains(refusal));
    }

    [Test]
    public async Task OpenAsync_WrapBoundToOtherLeaves_IsRefused()
    {
        var release = await _parties.ReleaseAsync(boundTo: new byte[32]);
        Assert.That(() => Open(release), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Contains("apv"));
    }

    [Test]
    public async Task OpenAsync_WrapBoundToOtherLeavesAndHeaderRepaired_IsRefused()
    {
        var release = await _parties.ReleaseAsync(boundTo: new byte[32]);
        var expected = Envelope.ReleasePartyInfo(release.Receipts.Select(r => (ReadOnlyMemory<byte>)MerkleTree.LeafHash(r.Leaf.Span)));
        Edit(release, e => Header(e)["apv"] = Base64Url.EncodeToString(expected));
        Assert.That(() => Open(release), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Not.Contains("apv"));
    }

    [Test]
    public async Task OpenAsync_SignedBySomebodyElse_IsRefused()
    {
        using var other = SigningKey.Generate();
        var release = await _parties.ReleaseAsync(signedBy: other);
        Assert.That(() => Open(release), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Contains("signature"));
    }

    [Test]
    public async Task OpenAsync_LeafCommitsToAnotherRelease_IsRefused()
    {
        var release = await _parties.ReleaseAsync(committedTo: new byte[32]);
        Assert.That(() => Open(release), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Contains("does not commit"));
    }

    [Test]
    public async Task OpenAsync_OneLeafLogsAReleaseTheOtherWay_IsRefused()
    {
        var release = await _parties.ReleaseAsync(loggedAsHeldBy: TwoParties.Police);
        Assert.That(() => Open(release), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Contains("between other parties"));
    }

    [Test]
    public async Task OpenAsync_LoggedInALogThatIsNotThePinnedOne_IsRefused()
    {
        await using var other = new SqliteLog(new LogSigner("log.example", RandomNumberGenerator.GetBytes(32)));
        var release = await _parties.ReleaseAsync(loggedIn: other);
        Assert.That(() => Open(release), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Contains("pinned log"));
    }

    [Test]
    public async Task OpenAsync_LoggedInAForkOfTheLog_IsRefused()
    {
        await _parties.Opener().OpenAsync(await _parties.ReleaseAsync(), CancellationToken.None);
        await using var fork = new SqliteLog();
        var release = await _parties.ReleaseAsync(loggedIn: fork);
        Assert.That(() => Open(release), Throws.InstanceOf<LogForkedException>());
    }

    [Test]
    public async Task OpenAsync_AnotherPartysRelease_IsRefused()
    {
        using var third = new PartyIdentity(new PartyId("lund-soc"), AgreementKey.Generate(), SigningKey.Generate());
        var release = await _parties.ReleaseAsync();
        Assert.That(() => Open(release, third), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Contains("another key"));

        release.RecipientKeyThumbprint = third.Recipient.Public.KeyId;
        Assert.That(() => Open(release, third), Throws.InstanceOf<ReleaseRefusedException>().With.Message.Contains("other parties"));
    }

    private Task<OpenedRelease> Open(Wire.Release release, PartyIdentity? party = null) =>
        _parties.Opener(party).OpenAsync(release, CancellationToken.None);

    private static ByteString Changed(ByteString bytes)
    {
        var changed = bytes.ToByteArray();
        changed[0] ^= 1;
        return ByteString.CopyFrom(changed);
    }

    private static void Edit(Wire.Release release, Action<JsonObject> change)
    {
        var envelope = JsonNode.Parse(release.Sections[0].Envelope.Span)!.AsObject(); // the fixture wrote an object
        change(envelope);
        release.Sections[0].Envelope = ByteString.CopyFromUtf8(envelope.ToJsonString());
    }

    private static JsonObject Header(JsonObject envelope) => envelope["recipients"]![0]!["header"]!.AsObject(); // the profile has them
}
