using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Tests.Audit;

public sealed class AuditEntryTests
{
    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)9, 32)];
    private static readonly DateTimeOffset At = new(2026, 11, 22, 14, 0, 0, 123, TimeSpan.FromHours(1));

    private static EntryDraft Draft => new()
    {
        Kind = EntryKind.Request,
        Holder = new PartyId("malmo-soc"),
        Counterpart = new PartyId("polisen-syd"),
        HolderView = new JsonObject(),
    };

    [Test]
    public void Leaf_OfARequest_IsCanonicalWithTimeInUtc() => Assert.That(
        Encoding.UTF8.GetString(Make(Draft).Leaf.Span),
        Does.Match("^\\{\"at\":\"2026-11-22T13:00:00\\.123Z\",\"counterpart\":\"polisen-syd\",\"counterpartView\":\"[^\"]{44}\",\"holder\":\"malmo-soc\","
            + "\"holderView\":\"[^\"]{44}\",\"id\":\"[0-9a-f]{32}\",\"kind\":\"request\",\"release\":\"[^\"]{44}\",\"v\":1}$"));

    [Test]
    public void Leaf_WhateverTheOutcome_HasOneLengthAndSoHaveTheViews()
    {
        var refused = Make(Draft with { CounterpartView = new JsonObject() });
        var permitted = Make(Draft with
        {
            HolderView = new JsonObject { ["sections"] = new string('x', 300) },
            CounterpartView = new JsonObject { ["released"] = new string('y', 400) },
            ReleaseCommitment = new byte[32],
            ReleaseSalt = new byte[32],
            Subject = new byte[32],
        });
        Assert.That(permitted.Leaf.Length, Is.EqualTo(refused.Leaf.Length));
        Assert.That(permitted.Views.Select(v => v.Box.Length), Is.EqualTo(refused.Views.Select(v => v.Box.Length)));
        Assert.That(permitted.Leaf.ToArray(), Is.Not.EqualTo(Make(Draft).Leaf.ToArray()));
    }

    [Test]
    public void LeafHash_IsThatOfTheLeaf()
    {
        var entry = Make(Draft);
        Assert.That(entry.LeafHash.ToArray(), Is.EqualTo(MerkleTree.LeafHash(entry.Leaf.Span)));
        Assert.That(EntryLeaf.Parse(entry.Leaf.Span).Write(), Is.EqualTo(entry.Leaf.ToArray()));
    }

    [Test]
    public void ReceiptFor_APartyWithAView_ShowsWhatTheStoredOneOpensTo()
    {
        var draft = Draft with
        {
            HolderView = new JsonObject { ["detail"] = "whole" }, CounterpartView = new JsonObject { ["outcome"] = "permit" },
        };
        BoxKeys[] keys = [new(Key), new([.. Enumerable.Repeat((byte)8, 32)])];
        var entry = AuditEntry.Make(draft, At, keys[0], keys[1]);
        PartyId[] parties = [entry.Content.Holder, entry.Content.Counterpart];
        ReadOnlyMemory<byte>[] commitments = [entry.Content.HolderView, entry.Content.CounterpartView];
        for (var i = 0; i < 2; i++)
        {
            var (receipt, stored) = (entry.ReceiptFor(parties[i], "proof"), entry.Views.Single(v => v.Party == parties[i]));
            var opened = new StoredEntry(0, entry.Content, parties[i], stored.Box).Open(keys[i]);
            Assert.That(receipt.View.ToArray(), Is.EqualTo(opened.Json.ToArray()));
            Assert.That(receipt.ViewSalt.ToArray(), Is.EqualTo(opened.Salt.ToArray()));
            Assert.That(SHA256.HashData([.. receipt.ViewSalt.Span, .. receipt.View.Span]), Is.EqualTo(commitments[i].ToArray()));
            Assert.That(() => new StoredEntry(0, entry.Content, parties[1 - i], stored.Box).Open(keys[i]), Throws.InstanceOf<EnvelopeException>());
        }
        Assert.That(entry.ReceiptFor(parties[0], "proof").View.ToArray(), Is.Not.EqualTo(entry.ReceiptFor(parties[1], "proof").View.ToArray()));
        Assert.That(entry.ReceiptFor(new PartyId("malmo-skola"), "proof").View.IsEmpty);
    }

    [Test]
    public void Make_EveryKind_HasAWordThatReadsBack([Values] EntryKind kind)
    {
        if (kind == EntryKind.Unspecified)
        {
            Assert.That(() => Make(Draft with { Kind = kind }), Throws.ArgumentException);
            return;
        }
        Assert.That(EntryLeaf.Parse(Make(Draft with { Kind = kind }).Leaf.Span).Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Make_DraftThatCannotBeLogged_Throws() => Assert.Multiple(() =>
    {
        Assert.That(() => Make(Draft with { Holder = default }), Throws.ArgumentException);
        Assert.That(() => Make(Draft with { Counterpart = null, CounterpartView = new JsonObject() }), Throws.ArgumentException);
        Assert.That(() => Make(Draft with { Counterpart = Draft.Holder }), Throws.ArgumentException);
        Assert.That(() => Make(Draft with { Subject = new byte[31] }), Throws.ArgumentException);
        Assert.That(() => Make(Draft with { ReleaseCommitment = new byte[32] }), Throws.ArgumentException);
        Assert.That(() => Make(Draft with { ReleaseSalt = new byte[32] }), Throws.ArgumentException);
    });

    [TestCase("\"v\":1", "\"v\":2")]
    [TestCase("\"v\":1", "\"v\":1,\"w\":1")]
    [TestCase("\"kind\":\"request\"", "\"kind\":\"unspecified\"")]
    [TestCase("{\"at\"", "{ \"at\"")]
    [TestCase("malmo-soc", "Malmo-soc")]
    [TestCase(".123Z", ".123+")]
    public void Parse_OtherSpelling_Throws(string found, string replaced)
    {
        var leaf = Encoding.UTF8.GetString(Make(Draft).Leaf.Span);
        Assert.That(leaf, Does.Contain(found));
        var other = Encoding.UTF8.GetBytes(leaf.Replace(found, replaced, StringComparison.Ordinal));
        Assert.That(() => EntryLeaf.Parse(other), Throws.InstanceOf<FormatException>());
    }

    [Test]
    public void ReleaseCommitment_PartsOf32Bytes_AreHashedInOrder()
    {
        byte[] salt = new byte[32], one = [.. Enumerable.Repeat((byte)1, 32)], two = [.. Enumerable.Repeat((byte)2, 32)];
        Assert.That(ReleaseCommitment.Of(salt, [one, two], Key),
            Is.EqualTo(System.Security.Cryptography.SHA256.HashData([.. salt, .. one, .. two, .. Key])));
        Assert.That(ReleaseCommitment.Of(salt, [two, one], Key), Is.Not.EqualTo(ReleaseCommitment.Of(salt, [one, two], Key)));
        Assert.That(() => ReleaseCommitment.Of(salt, [one.AsMemory(1)], Key), Throws.ArgumentException);
        Assert.That(() => ReleaseCommitment.Of([], [one], Key), Throws.ArgumentException);
    }

    private static AuditEntry Make(EntryDraft draft) => AuditEntry.Make(draft, At, new BoxKeys(Key), new BoxKeys(Key));
}
