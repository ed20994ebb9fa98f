using System.Text.Json.Nodes;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>A stored decision is read back as the asking party was told it.</summary>
public sealed class DecisionReaderTests
{
    private static readonly SectionDecision Told = new()
    {
        Section = "s", Outcome = Outcome.Permit, Provision = "osl-10-2", IsDuty = true,
        Needs = [new Need("subject-age-below", "osl-10-18a", NeedSource.Supplied, IsRefuted: false, "21")],
        Obligations = ["purpose-bound"], DataProtectionGrounds = ["bdl-2-1", "sotj-pul-6"], Uncertain = ["osl-12-3-15"],
        Alternative = new AlternativeGround("osl-35-10c", PartyKind.SocialServices),
    };

    [TestCase(Outcome.Permit, "permit")]
    [TestCase(Outcome.AwaitingAssessment, "awaiting-assessment")]
    [TestCase(Outcome.Deny, "deny")]
    public void Read_WhatWasWritten_IsTheSame(Outcome outcome, string word)
    {
        var written = DecisionWriter.Write(Told with { Outcome = outcome });
        Assert.That((string?)written["outcome"], Is.EqualTo(word));
        var read = DecisionReader.Read(written);
        Assert.That((read.Section, read.Outcome, read.Provision, read.IsDuty, read.Alternative),
            Is.EqualTo((Told.Section, outcome, Told.Provision, true, Told.Alternative)));
        Assert.That(read.Needs, Is.EqualTo(Told.Needs));
        Assert.That(read.Obligations, Is.EqualTo(Told.Obligations));
        Assert.That(read.DataProtectionGrounds, Is.EqualTo(Told.DataProtectionGrounds));
        Assert.That(read.Uncertain, Is.EqualTo(Told.Uncertain));
    }

    [Test]
    public void Read_AnAlternativeTowardsTheSameReceiver_NamesNone()
    {
        var told = Told with { Alternative = new AlternativeGround("osl-10-2", PartyKind.Unspecified) };
        Assert.That(DecisionReader.Read(DecisionWriter.Write(told)).Alternative, Is.EqualTo(told.Alternative));
    }

    /// <summary>What is not said is not in the asker's favour.</summary>
    [Test]
    public void Read_NothingWritten_IsARefusal()
    {
        var read = DecisionReader.Read(new JsonObject { ["needs"] = new JsonArray(new JsonObject()) });
        Assert.That((read.Section, read.Outcome, read.Provision, read.IsDuty, read.Alternative), Is.EqualTo(("", Outcome.Deny, "", false, (AlternativeGround?)null)));
        Assert.That(read.Needs, Is.EqualTo([new Need("", "", NeedSource.Supplied, IsRefuted: true)]));
        Assert.That(read.Obligations.Concat(read.DataProtectionGrounds).Concat(read.Uncertain), Is.Empty);
    }

    [Test]
    public void WriteInFull_APersonsProtection_IsToldToTheHolderAlone()
    {
        var decided = Told with { Protections = [new ProtectionDecision(1, "osl-35-1", Outcome.Permit, "osl-10-2", [])] };
        Assert.That(DecisionWriter.Write(decided).ContainsKey("protections"), Is.False);
        var expected = JsonNode.Parse("""[{"person":1,"secrecy":"osl-35-1","outcome":"permit","liftedBy":"osl-10-2"}]""");
        Assert.That(JsonNode.DeepEquals(DecisionWriter.WriteInFull(decided)["protections"], expected));
    }

    [Test]
    public void WriteInFull_WithoutAnAlternative_WritesNone() =>
        Assert.That(DecisionWriter.WriteInFull(Told with { Alternative = null }).ContainsKey("alternative"), Is.False);
}
