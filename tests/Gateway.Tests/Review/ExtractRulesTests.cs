using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records.Retention;
using Gateway.Review;
using Gateway.Tests.Enforcement;

namespace Gateway.Tests.Review;

/// <summary>What a register extract leaves out, rule by rule; one fact changed, the entry is given or left out.</summary>
public sealed class ExtractRulesTests
{
    private static readonly PartyId Social = TestGate.Social;
    private static readonly PartyId School = TestGate.School;
    private static readonly PartyId Police = TestGate.Police;

    private static IEnumerable<TestCaseData> Matters()
    {
        yield return Case("", "a school asked about the person", View());
        yield return Case("internal", "an assessment", View(), EntryKind.Assessment);
        yield return Case("internal", "a look", View(), EntryKind.AuditLookup);
        yield return Case("another-person", "the second person", View(v => v["person"] = 1));
        yield return Case("another-person", "nobody", View(v => v["person"] = -1));
        yield return Case("another-person", "a witness", View(v => v["context"]!["persons"]![0]!["role"] = "witness"));
        yield return Case("another-person", "a view that does not say", new JsonObject { ["asker"] = "grundskolan" });
        yield return Case("another-person", "a receiver's view of an alert", new JsonObject { ["reference"] = new JsonObject { ["alert"] = "a" }, ["purpose"] = "care" });
        yield return Case("", "an asker's view of its own request", new JsonObject { ["reference"] = new JsonObject { ["request"] = "r" }, ["purpose"] = "care" });
        yield return Case("undecided", "it waits", View(v => v["decision"]![0]!["outcome"] = "awaiting-assessment"));
        yield return Case("covert", "the purpose", View(v => v["context"]!["purpose"] = "investigate-crime"));
        yield return Case("covert", "the category", View(v => v["context"]!["sections"]![0]!["category"] = "suspicion"));
        yield return Case("covert", "a category of camera surveillance", View(v => v["context"]!["sections"]![0]!["category"] = "camera-footage"));
        yield return Case("protected-activity", "intelligence", View(v => v["context"]!["sections"]![0]!["category"] = "intelligence"));
        yield return Case("protects-another", "the reporter", View(v => v["context"]!["sections"]![0]!["category"] = "reporter"));
        yield return Case("criminal-record", "the criminal record", View(v => v["context"]!["sections"]![0]!["category"] = "criminal-record"));
        foreach (var (rule, secrecies) in Secrecies())
            foreach (var secrecy in secrecies)
            {
                yield return Case(rule, $"{secrecy} found", View(v => v["decision"]![0]!["protections"]![0]!["secrecy"] = secrecy));
                yield return Case(rule, $"{secrecy} declared", View(v => v["context"]!["sections"]![0]!["declaredProtections"] = new JsonArray(secrecy)));
            }
    }

    /// <summary>What protects the person alone keeps nothing from the person (OSL 12:1).</summary>
    private static IEnumerable<(string Rule, string[] Secrecies)> Secrecies() =>
    [
        ("covert", ["osl-18-1", "osl-18-3"]),
        ("protected-activity", ["osl-18-2", "osl-18-7", "osl-18-8"]),
        ("protects-another", ["osl-26-5", "osl-35-2", "osl-21-3a"]),
        ("criminal-record", ["osl-35-3"]),
        ("", ["osl-35-1", "osl-35-11", "osl-40-7g", "osl-26-1", "osl-21-3"]),
    ];

    [TestCaseSource(nameof(Matters))]
    public void Against_AMatter_IsTheFirstRuleThatHolds(JsonObject view, EntryKind kind, string expected) =>
        Assert.That(ExtractRules.Against(Matter(view, kind, PartyKind.MunicipalSchool))?.Code ?? "", Is.EqualTo(expected));

    [Test]
    public void Against_AnErasedDetail_IsErased() =>
        Assert.That(ExtractRules.Against(Matter(null, EntryKind.Request, PartyKind.MunicipalSchool))?.Code, Is.EqualTo("erased"));

    [Test]
    public void Against_LawEnforcement_EndsWithItsOwnDecisionAlone()
    {
        Assert.That(ExtractRules.Against(Matter(View(), EntryKind.Request, PartyKind.Police))?.Code, Is.EqualTo("covert"));
        Assert.That(ExtractRules.Against(Matter(View(), EntryKind.Request, PartyKind.Police, Social))?.Code, Is.EqualTo("covert"));
        Assert.That(ExtractRules.Against(Matter(View(), EntryKind.Request, PartyKind.Police, Police)), Is.Null);
    }

    [Test]
    public void Against_ACovertPurposeWithoutLawEnforcement_EndsWithTheHoldersDecision()
    {
        var view = View(v => v["context"]!["purpose"] = "prevent-crime");
        Assert.That(ExtractRules.Against(Matter(view, EntryKind.Request, PartyKind.MunicipalSchool, School))?.Code, Is.EqualTo("covert"));
        Assert.That(ExtractRules.Against(Matter(view, EntryKind.Request, PartyKind.MunicipalSchool, Social)), Is.Null);
    }

    [Test]
    public void Against_TheSecurityPolice_NeverEnds() => Assert.That(
        ExtractRules.Against(Matter(View(), EntryKind.Request, PartyKind.SecurityPolice, Police, Social))?.Code, Is.EqualTo("protected-activity"));

    [TestCase(PartyKind.TaxAgency)]
    [TestCase(PartyKind.LawEnforcement)]
    [TestCase(PartyKind.Customs)]
    [TestCase(PartyKind.Prosecutor)]
    public void Against_EachLawEnforcementAuthority_IsCovertUntilItHasDecided(PartyKind asker)
    {
        Assert.That(ExtractRules.Against(Matter(View(), EntryKind.Request, asker, Social))?.Code, Is.EqualTo("covert"));
        Assert.That(ExtractRules.Against(Matter(View(), EntryKind.Request, asker, School)), Is.Null);
    }

    [Test]
    public void Rules_NameOnlyWhatTheCatalogueHas()
    {
        var law = ActiveCatalogue.Embedded.Catalogue;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ExtractRules.All.SelectMany(r => r.Provisions).Where(p => law.Find(p) is null), Is.Empty);
            Assert.That(ExtractRules.Categories.Except(law.Vocabulary.Categories.Keys), Is.Empty);
            Assert.That(ExtractRules.Purposes.Concat(ReviewRules.Purposes).Except(law.Vocabulary.Purposes.Keys), Is.Empty);
        }
    }

    [TestCase(800, 5, "past-retention")]
    [TestCase(800, 0, null)]
    [TestCase(300, 5, null)]
    public void Against_WhatAHoldKeptFromTheErasureOfItsTime_IsShownNoMoreThanTheOthers(int daysAgo, long firstKept, string? rule)
    {
        var cut = new RetentionCut(EntryKind.Request, 365, TestGate.At.AddDays(-365), firstKept);
        using var keys = new BoxKeys(new byte[32]);
        var draft = new EntryDraft { Kind = EntryKind.Request, Holder = Social, Counterpart = School, HolderView = new JsonObject() };
        var entry = new StoredEntry(0, AuditEntry.Make(draft, TestGate.At.AddDays(-daysAgo), keys, null).Content, Social, default);
        var matter = Matter(View(), EntryKind.Request, PartyKind.MunicipalSchool) with { IsPastRetention = cut.IsOf(entry) };
        Assert.That(ExtractRules.Against(matter)?.Code, Is.EqualTo(rule));
        Assert.That(ExtractRules.ErasedBefore([cut]), Is.EqualTo(new DateOnly(2025, 11, 22)));
        Assert.That(ExtractRules.ErasedBefore([cut with { Kind = EntryKind.Assessment }]), Is.Null, "what no extract tells");
    }

    [Test]
    public void TextIn_OfARule_CitesWhatItLooksForAndWhatBoundsIt()
    {
        var law = ActiveCatalogue.Embedded.Catalogue;
        var covert = ExtractRules.All.Single(r => r.Code == "covert").TextIn(law);
        Assert.That(covert.Sv, Does.Contain("18 kap. 1 §").And.Contain("18 kap. 3 §").And.Contain("12 kap. 1 §").And.Not.Contain("35 kap."));
        Assert.That(ExtractRules.All.Single(r => r.Code == "protects-another").TextIn(law).En,
            Does.Contain("26 kap. 5 §").And.Contain("35 kap. 2 §").And.Contain("21 kap. 3 a §"));
    }

    private static JsonObject View(Action<JsonObject>? change = null)
    {
        var view = JsonNode.Parse("""
            {"person":0,"reference":{"request":"r"},"context":{"purpose":"care","persons":[{"role":"subject"},{"role":"relative"}],
            "sections":[{"id":"family","category":"family","declaredProtections":[]}]},
            "decision":[{"section":"family","outcome":"deny","protections":[{"secrecy":"osl-26-1"}]}],"released":[]}
            """)!.AsObject();
        change?.Invoke(view);
        return view;
    }

    private static ExtractMatter Matter(JsonObject? view, EntryKind kind, PartyKind asker, params PartyId[] endedBy)
    {
        var askerId = asker is PartyKind.Police or PartyKind.SecurityPolice ? Police : School;
        using var keys = new BoxKeys(new byte[32]);
        var draft = new EntryDraft { Kind = kind, Holder = Social, Counterpart = askerId, HolderView = new JsonObject() };
        var entry = AuditEntry.Make(draft, TestGate.At, keys, null);
        return new ExtractMatter(
            new FoundEntry(new StoredEntry(0, entry.Content, Social, default), default, view is null ? null : ViewFacts.Of(view), default),
            [TestGate.Party(Social, PartyKind.SocialServices), TestGate.Party(askerId, asker)], endedBy);
    }

    private static TestCaseData Case(string expected, string what, JsonObject view, EntryKind kind = EntryKind.Request) =>
        new TestCaseData(view, kind, expected).SetName($"Against_AMatter_Is({(expected.Length == 0 ? "given" : expected)}: {what})");
}
