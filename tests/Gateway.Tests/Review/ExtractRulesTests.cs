using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
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
        yield return Case("covert", "the secrecy found", View(v => v["decision"]![0]!["protections"]![0]!["secrecy"] = "osl-35-1"));
        yield return Case("covert", "the secrecy declared", View(v => v["context"]!["sections"]![0]!["declaredProtections"] = new JsonArray("osl-18-1")));
        yield return Case("always-secret", "intelligence", View(v => v["context"]!["sections"]![0]!["category"] = "intelligence"));
        yield return Case("always-secret", "the reporter", View(v => v["decision"]![0]!["protections"]![0]!["secrecy"] = "osl-26-5"));
    }

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
        ExtractRules.Against(Matter(View(), EntryKind.Request, PartyKind.SecurityPolice, Police, Social))?.Code, Is.EqualTo("always-secret"));

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
