using System.Text.Json;
using Gateway.Cli.Policy;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>What holds of every decision, tried on every scenario: less knowledge and more protection never permit more.</summary>
public sealed class PolicyDecisionPointTests
{
    private static IEnumerable<string> Names => Scenarios.Names;

    /// <summary>All but those where a private person is the receiver: of own data, or of the own child's.</summary>
    private static IEnumerable<string> ToAuthorities => Names.Where(n => Scenarios.Read(n).Receiver != PartyKind.Individual);

    [TestCaseSource(nameof(Names))]
    public void Decide_AScenarioAndItsNearMisses_ComeOutAsTheFileSays(string name) => Assert.That(
        Scenario.Read(Scenarios.PathOf(name)).SelectMany(c => Scenario.Differences(c, Scenarios.Catalogue).Select(d => $"{c.Title}: {d}")), Is.Empty);

    [TestCaseSource(nameof(Names))]
    public void Decide_AFactIsForgotten_NeverPermitsMore(string name)
    {
        var context = Scenarios.Read(name);
        for (var i = 0; i < context.Facts.Count; i++)
            AssertNotWider(context, context with { Facts = [.. context.Facts.Where((_, at) => at != i)] });
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_SomethingOfAPersonIsNotKnown_NeverPermitsMore(string name)
    {
        var context = Scenarios.Read(name);
        for (var i = 0; i < context.Persons.Count; i++)
        {
            AssertNotWider(context, With(context, i, p => p with { Born = null }));
            AssertNotWider(context, With(context, i, p => p with { HasProtectedIdentity = Truth.Unknown }));
            AssertNotWider(context, With(context, i, p => p with { HasProtectedIdentity = Truth.True }));
            AssertNotWider(context, With(context, i, p => p with { IsIdentified = false }));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_SomethingOfTheOfficerIsNotKnown_NeverPermits(string name)
    {
        var context = Scenarios.Read(name);
        OfficerFacts[] lesser =
        [
            context.Officer with { Roles = [] }, context.Officer with { TrainingValidUntil = null }, context.Officer with { Assurance = 0 },
            context.Officer with { Assurance = 2 }, context.Officer with { Roles = ["operator"] },
        ];
        foreach (var officer in lesser)
            Assert.That(Scenarios.Outcomes(context with { Officer = officer }), Is.All.EqualTo(Outcome.Deny));
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_TheHolderDeclaresAnotherProtection_NeverPermitsMore(string name)
    {
        var context = Scenarios.Read(name);
        foreach (var secrecy in Scenarios.Catalogue.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy))
            AssertNotWider(context, context with
            {
                Sections = [.. context.Sections.Select(s => s with { DeclaredProtections = [.. s.DeclaredProtections, secrecy.Id] })],
            });
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_ASectionBearsAnotherMark_NeverPermitsMore(string name)
    {
        var context = Scenarios.Read(name);
        foreach (var mark in Scenarios.Catalogue.Vocabulary.Marks.Keys)
            AssertNotWider(context, context with { Sections = [.. context.Sections.Select(s => s with { Marks = [.. s.Marks, mark] })] });
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_ASectionConcernsAnotherPerson_NeverPermitsMore(string name)
    {
        var context = Scenarios.Read(name);
        var stranger = new PersonFacts { Role = PersonRole.Other, IsIdentified = true, HasProtectedIdentity = Truth.Unknown };
        AssertNotWider(context, context with
        {
            Persons = [.. context.Persons, stranger],
            Sections = [.. context.Sections.Select(s => s with { Persons = [.. s.Persons, context.Persons.Count] })],
        });
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_ASectionNamesNobody_NeverPermitsMore(string name)
    {
        var context = Scenarios.Read(name);
        AssertNotWider(context, context with { Sections = [.. context.Sections.Select(s => s with { Persons = [] })] });
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_ASectionNamesNobodyAndNoSecondOfficerApproved_PermitsWhatIsImpersonalAlone(string name)
    {
        var context = Scenarios.Read(name);
        context = context with { Approvers = [], Sections = [.. context.Sections.Select(s => s with { Persons = [] })] };
        foreach (var (section, outcome) in context.Sections.Zip(Scenarios.Outcomes(context)))
            Assert.That(outcome != Outcome.Permit || Scenarios.Catalogue.Vocabulary.Categories[section.Category].IsImpersonal, section.Id);
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_TheHolderDeclaresASecrecyThatHides_WaitsForASecondOfficer(string name)
    {
        var context = Scenarios.Read(name);
        foreach (var secrecy in Scenarios.Catalogue.Provisions.Where(p => p.HidesPerson))
        {
            var hidden = context with
            {
                Approvers = [], Sections = [.. context.Sections.Select(s => s with { DeclaredProtections = [secrecy.Id] })],
            };
            Assert.That(Scenarios.Outcomes(hidden), Has.None.EqualTo(Outcome.Permit), secrecy.Id);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_NobodyWhoLeadsTheInvestigationAnswers_NeverLiftsItsSecrecy(string name)
    {
        var context = Scenarios.Read(name);
        var others = context.Facts.Select(f => f with { OfficerRoles = [.. f.OfficerRoles.Where(r => r != "investigation-leader")] });
        var decided = PolicyDecisionPoint.Decide(context with { Facts = [.. others] }, Scenarios.Catalogue);
        var lifted = decided.Sections.SelectMany(s => s.Protections).Where(p => p.Secrecy == "osl-18-1");
        Assert.That(lifted.Select(p => p.Outcome), Has.None.EqualTo(Outcome.Permit));
    }

    [Test]
    public void Hiding_IsBroughtByTheThreeSecreciesOfPeopleInHiding() => Assert.That(
        Scenarios.Catalogue.Provisions.Where(p => p.HidesPerson).Select(p => p.Id), Is.EquivalentTo(["osl-18-7", "osl-21-3a", "osl-35-11"]));

    [TestCaseSource(nameof(Names))]
    public void Decide_NothingIsHeld_Denies(string name)
    {
        var context = Scenarios.Read(name);
        context = context with { Sections = [.. context.Sections.Select(s => s with { IsHeld = false })] };
        Assert.That(Scenarios.Outcomes(context), Is.All.EqualTo(Outcome.Deny));
    }

    [TestCaseSource(nameof(Names))]
    public void Decide_TheDayBeforeAnyLaw_Denies(string name) =>
        Assert.That(Scenarios.Outcomes(Scenarios.Read(name) with { Day = new DateOnly(1990, 1, 1) }), Is.All.EqualTo(Outcome.Deny));

    [TestCaseSource(nameof(ToAuthorities))]
    public void Decide_ToAPrivatePersonInstead_NeverPermits(string name) =>
        Assert.That(Scenarios.Outcomes(Scenarios.Read(name) with { Receiver = PartyKind.Individual }), Has.None.EqualTo(Outcome.Permit));

    [TestCaseSource(nameof(Names))]
    public void Decide_AClaimTheCatalogueLacks_Denies(string name) =>
        Assert.That(Scenarios.Outcomes(Scenarios.Read(name) with { Claims = ["osl-99-9"] }), Is.All.EqualTo(Outcome.Deny));

    [TestCaseSource(nameof(Names))]
    public void Decide_AContextReadBackFromTheLog_IsDecidedTheSame(string name)
    {
        var context = Scenarios.Read(name);
        using var written = JsonDocument.Parse(ContextWriter.Write(context).ToJsonString());
        var (again, issues) = ContextReader.Read(written.RootElement);
        Assert.That(issues, Is.Empty);
        Assert.That(Written(again!), Is.EqualTo(Written(context)));
    }

    [Test]
    public void Decide_EveryCategoryAtEveryHolder_IsProtectedOrCarriedByAProvisionForOpenData()
    {
        var context = Scenarios.Read("12-suspect-of-robbery.json") with { Facts = [], Claims = [], Offence = null };
        foreach (var holder in PartyKinds.AllWords)
            foreach (var category in Scenarios.Catalogue.Vocabulary.Categories.Keys)
            {
                Assert.That(PartyKinds.TryParse(holder, out var kind));
                var asked = context with
                {
                    Holder = kind, Sections = [new SectionFacts { Id = "s", Category = category, Persons = [0], IsHeld = true }],
                };
                var section = PolicyDecisionPoint.Decide(asked, Scenarios.Catalogue).Sections[0];
                Assert.That(section.Outcome == Outcome.Permit ? section.Provision : "osl-6-5", Is.EqualTo("osl-6-5"), $"{holder} {category}");
            }
    }

    private static DisclosureContext With(DisclosureContext context, int person, Func<PersonFacts, PersonFacts> change) =>
        context with { Persons = [.. context.Persons.Select((p, i) => i == person ? change(p) : p)] };

    private static IEnumerable<string> Written(DisclosureContext context) =>
        PolicyDecisionPoint.Decide(context, Scenarios.Catalogue).Sections.Select(s => DecisionWriter.WriteInFull(s).ToJsonString());

    private static void AssertNotWider(DisclosureContext before, DisclosureContext after)
    {
        foreach (var (wide, narrow) in Scenarios.Outcomes(before).Zip(Scenarios.Outcomes(after)))
            Assert.That(narrow == Outcome.Permit && wide != Outcome.Permit, Is.False);
    }
}
