using System.Text.Json;
using Gateway.Policy;
using Gateway.Policy.Analysis;
using PartyKind = Gateway.Parties.PartyKind;

namespace Gateway.Tests.Policy.Analysis;

/// <summary>What is proved of a catalogue holds, and what is refuted has a case that the engine decides so.</summary>
public sealed class CatalogueCheckTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    private static readonly IReadOnlyList<Slice> Some =
        [.. CatalogueDifference.AllOf(Law, Law).Where(s => s.Holder == PartyKind.SocialServices)];

    private static Catalogue Law => Scenarios.Catalogue;

    [TestCase("""{"id": "r", "sv": "-", "en": "-", "secrecy": ["osl-26-1"], "receivers": ["police"], "categories": ["social-measures"]}""", false)]
    [TestCase("""{"id": "r", "sv": "-", "en": "-", "secrecy": ["osl-26-1"], "unless": [{"assessed": {"second-approver": "protected-identity"}}]}""", true)]
    public void Of_ARule_IsProvedOrRefutedWithACase(string rule, bool isProved)
    {
        using var json = JsonDocument.Parse($$"""{"rules": [{{rule}}]}""");
        var (rules, issues) = HouseRule.Read(json.RootElement, Law);
        Assert.That(issues, Is.Empty);
        var refuted = CatalogueCheck.Of(Law, Day, rules, Some).Refuted;
        Assert.That(refuted.ContainsKey("r"), Is.EqualTo(!isProved));
        foreach (var context in refuted.Values)
            Assert.That(Scenarios.Outcomes(context!), Is.EqualTo(new[] { Outcome.Permit }));
    }

    [Test]
    public void Of_AProvisionWhoseConditionsExcludeEachOther_IsUnreachable()
    {
        var never = Law.Find("osl-10-18a")! with { Id = "never", Conditions = [.. Law.Find("osl-10-18a")!.Conditions, new PersonAgeFrom(21)] };
        var catalogue = new Catalogue("changed", [.. Law.Provisions, never], Law.Vocabulary);
        var unreachable = CatalogueCheck.Of(catalogue, Day, [], Some).Unreachable;
        Assert.That(unreachable, Does.Contain("never").And.Not.Contain("osl-10-18a"));
    }

    [Test]
    public void Of_TwoThatAskEquallyMuchWithOtherObligations_AreAnOverlap()
    {
        var twin = Law.Find("osl-10-18a")! with { Id = "twin", Obligations = [] };
        var catalogue = new Catalogue("changed", [.. Law.Provisions, twin], Law.Vocabulary);
        var overlaps = CatalogueCheck.Of(catalogue, Day, [], Some).Overlaps.Select(o => (o.First, o.Second));
        Assert.That(overlaps, Does.Contain(("osl-10-18a", "twin")));
    }
}
