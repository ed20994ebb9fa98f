using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>What the asker is told is one answer for everybody whom a refusal must not tell apart.</summary>
public sealed class RequesterViewTests
{
    private static IEnumerable<string> Requests => Scenarios.Names.Where(n => Scenarios.Read(n).Trigger == Trigger.Request);

    [TestCaseSource(nameof(Requests))]
    public void Of_AbsentProtectedAndNothingHeld_AreOneAnswer(string name)
    {
        var context = WithoutAssessments(Scenarios.Read(name));
        foreach (var isClosed in new[] { false, true })
        {
            var told = Variants(context).Select(c => Told(c, isClosed)).ToList();
            Assert.That(told.Distinct().Count(), Is.EqualTo(1), string.Join("\n", told));
        }
    }

    [TestCaseSource(nameof(Requests))]
    public void Of_RefusedOnWhatWasSupplied_IsOneAnswerForWhoeverExists(string name)
    {
        var context = WithoutAssessments(Scenarios.Read(name));
        var withoutCase = context with { Officer = context.Officer with { Case = null } };
        var told = Variants(withoutCase).Append(withoutCase).Select(c => Told(c, false)).Distinct().ToList();
        Assert.That(told, Has.Count.EqualTo(1));
        Assert.That(told[0], Does.Contain("\"case\""));
    }

    [TestCaseSource(nameof(Requests))]
    public void Of_ADenialOnRegisterFactsAlone_NamesNothing(string name)
    {
        var context = WithoutAssessments(Scenarios.Read(name));
        var absent = Variants(context).First();
        var view = RequesterView.Of(absent, PolicyDecisionPoint.Decide(absent, Scenarios.Catalogue), Scenarios.Catalogue, isClosed: true);
        foreach (var section in view.Sections.Where(s => s.Needs.Count == 0))
            Assert.That((section.Outcome, section.Provision, section.Alternative), Is.EqualTo((Outcome.Deny, "", (AlternativeGround?)null)));
    }

    [Test]
    public void Of_APermit_TellsNothingOfOtherPersons()
    {
        var context = Scenarios.Read("14-contact-of-a-witness.json");
        var view = RequesterView.Of(context, PolicyDecisionPoint.Decide(context, Scenarios.Catalogue), Scenarios.Catalogue, isClosed: false);
        Assert.That(view.Sections[0].Outcome, Is.EqualTo(Outcome.Permit));
        Assert.That(view.Sections[0].Protections, Is.Empty);
    }

    /// <summary>Absent; held but protected; held but of unknown protection; known with nothing of the kind; marked; with a stranger in it.</summary>
    private static IEnumerable<DisclosureContext> Variants(DisclosureContext context)
    {
        var absent = context with
        {
            Persons = [context.Persons[0] with { HasProtectedIdentity = Truth.Unknown }],
            Sections = [.. context.Sections.Select(s => new SectionFacts { Id = s.Id, Category = s.Category, Persons = [0], IsHeld = false })],
        };
        yield return absent;
        yield return absent with { Persons = [context.Persons[0] with { HasProtectedIdentity = Truth.False }] };
        yield return absent with { Persons = [context.Persons[0] with { HasProtectedIdentity = Truth.True }] };
        yield return context with { Persons = [context.Persons[0] with { HasProtectedIdentity = Truth.True }] };
        yield return context with { Sections = [.. context.Sections.Select(s => s with { Marks = ["security-classified"] })] };
        yield return context with { Sections = [.. context.Sections.Select(s => s with { DeclaredProtections = ["osl-35-3"] })] };
    }

    private static DisclosureContext WithoutAssessments(DisclosureContext context) =>
        context with { Facts = [.. context.Facts.Where(f => f.Source != FactSource.Assessed)], Approvers = [] };

    private static string Told(DisclosureContext context, bool isClosed)
    {
        var decided = PolicyDecisionPoint.Decide(context, Scenarios.Catalogue);
        var view = RequesterView.Of(context, decided, Scenarios.Catalogue, isClosed);
        return string.Join("\n", view.Sections.Select(s => DecisionWriter.Write(s).ToJsonString()));
    }
}
