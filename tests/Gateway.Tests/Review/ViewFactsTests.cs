using System.Text.Json.Nodes;
using Gateway.Review;

namespace Gateway.Tests.Review;

/// <summary>What stands in a view is read from wherever its writer put it; what does not stand there is empty.</summary>
public sealed class ViewFactsTests
{
    private const string Held = """
        {"person":0,"reference":{"request":"r-1","case":"c-1","registrationNumber":"A 1","holderRegistrationNumber":"B 2"},
        "context":{"purpose":"care","officer":{"id":"skola/ek"},"approvers":["soc/lind"],"claims":["osl-10-27"],
        "persons":[{"role":"subject"},{"role":"relative"}],"facts":[{"officer":"soc/berg"},{}],
        "sections":[{"id":"s-1","category":"family","declaredProtections":["osl-26-1"]},{"id":"s-2","category":"health"}]},
        "decision":[{"section":"s-1","outcome":"deny","protections":[{"secrecy":"osl-25-1","liftedBy":"osl-10-2"}],"needs":[{"provision":"osl-12-2"}]},
        {"section":"s-2","outcome":"permit","provision":"lub-4","grounds":["bdl-2-1"]}],"released":["s-2"]}
        """;

    [Test]
    public void Of_AHoldersView_HasEveryColumn()
    {
        var facts = Of(Held);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(facts.Officers, Is.EqualTo(["skola/ek", "soc/lind", "soc/berg"]));
            Assert.That((facts.Case, facts.Reference, facts.Purpose, facts.Outcome), Is.EqualTo(("c-1", "r-1", "care", "permit")));
            Assert.That(facts.RegistrationNumbers, Is.EqualTo(["A 1", "B 2"]));
            Assert.That(facts.Provisions, Is.EquivalentTo(["osl-10-27", "osl-25-1", "osl-10-2", "osl-12-2", "lub-4", "bdl-2-1"]));
            Assert.That(facts.PermittedUnder, Is.EqualTo(["lub-4"]));
            Assert.That(facts.Categories, Is.EqualTo(["family", "health"]));
            Assert.That(facts.ReleasedCategories.Concat(facts.PermittedCategories), Is.EqualTo(["health", "health"]));
            Assert.That(facts.Secrecies, Is.EquivalentTo(["osl-26-1", "osl-25-1"]));
            Assert.That(facts.IsAboutSubject);
        }
    }

    [Test]
    public void Of_AnAskersView_NamesSectionsByTheirCategory()
    {
        var facts = Of("""{"reference":{"request":"r-1"},"purpose":"care","decision":[{"section":"family","outcome":"permit"}],"released":["family"]}""");
        Assert.That(facts.ReleasedCategories, Is.EqualTo(["family"]));
        Assert.That(facts.IsAboutSubject);
    }

    [Test]
    public void Of_AReceiversViewOfAnAlert_DoesNotSayWhoOrWhatItIsAbout()
    {
        var facts = Of("""{"reference":{"alert":"a-1"},"purpose":"care","decision":[{"section":"s-1","outcome":"permit"}],"released":["s-1"]}""");
        Assert.That((facts.Reference, facts.IsAboutSubject), Is.EqualTo(("a-1", false)));
        Assert.That(facts.Categories, Is.Empty);
        Assert.That(facts.Released, Is.EqualTo(["s-1"]));
    }

    [TestCase(""" "person":1 """, TestName = "Of_ARelativesView_IsNotAboutTheSubject")]
    [TestCase(""" "person":"0" """, TestName = "Of_AViewWithAPersonAsText_IsNotAboutTheSubject")]
    [TestCase(""" "person":-1 """, TestName = "Of_AViewOfNobody_IsNotAboutTheSubject")]
    public void Of_AnotherPersonsView_IsNotAboutTheSubject(string person) =>
        Assert.That(Of(Held.Replace("\"person\":0", person, StringComparison.Ordinal)).IsAboutSubject, Is.False);

    [TestCase("{}")]
    [TestCase("""{"officer":1,"reference":"r","context":[],"decision":{},"released":"s","claims":[1,null,""],"outcome":{}}""")]
    public void Of_AViewThatSaysNothingReadable_IsEmpty(string view)
    {
        var facts = Of(view);
        Assert.That(facts.Officers.Concat(facts.Provisions).Concat(facts.Outcomes).Concat(facts.Released).Concat(facts.Categories).Concat(facts.Secrecies), Is.Empty);
        Assert.That((facts.Case, facts.Reference, facts.Purpose, facts.Outcome, facts.IsAboutSubject), Is.EqualTo(("", "", "", "", false)));
    }

    [TestCase("skola/ek", true)]
    [TestCase("ek", true)]
    [TestCase("soc/ek", false)]
    [TestCase("k", false)]
    [TestCase("skola", false)]
    public void IsBy_AnOfficer_IsTheWholeIdOrPartyAndId(string officer, bool expected) => Assert.That(Of(Held).IsBy(officer), Is.EqualTo(expected));

    [TestCase("awaiting-assessment", "deny", "awaiting-assessment")]
    [TestCase("deny", "permit", "permit")]
    [TestCase("refused", "refused", "refused")]
    public void Outcome_OfSeveral_IsThePermitBeforeWhatWaitsBeforeTheDenial(string one, string other, string expected) =>
        Assert.That(Of($$"""{"decision":[{"outcome":"{{one}}"},{"outcome":"{{other}}"}]}""").Outcome, Is.EqualTo(expected));

    private static ViewFacts Of(string view) => ViewFacts.Of(JsonNode.Parse(view)!.AsObject());
}
