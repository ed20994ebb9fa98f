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

    /// <summary>What is said of the person in the registers, and of others, is gone; what every such question would find is assumed.</summary>
    [Test]
    public void AsSupplied_OfARequest_KeepsNothingThatTheAskerDidNotSupply()
    {
        var asked = Scenarios.Read("14-contact-of-a-witness.json");
        var subject = new PersonFacts { Role = PersonRole.Subject, Born = new DateOnly(2010, 1, 1), HasProtectedIdentity = Truth.True };
        var context = asked with
        {
            Persons = [new PersonFacts { Role = PersonRole.Other }, subject], Approvers = ["second"],
            Sections =
            [
                new SectionFacts { Id = "s", Category = "contact", Persons = [0, 1], Marks = ["reservation"], DeclaredProtections = ["osl-35-3"] },
                new SectionFacts { Id = "t", Category = "risk", MayBeFulfilled = true, IsHeld = true },
            ],
            Facts = [.. Enum.GetValues<FactSource>().Select(source => new Fact { Name = $"{source}", Value = false, Source = source })],
        };

        var supplied = context.AsSupplied(Scenarios.Catalogue);

        Assert.That(supplied.Persons, Is.EqualTo([subject with { IsIdentified = true, HasProtectedIdentity = Truth.False }]));
        Assert.That(supplied.Approvers, Is.Empty);
        Assert.That(supplied.Sections.Select(s => (s.Id, s.Category, s.IsHeld, s.MayBeFulfilled)),
            Is.EqualTo([("s", "contact", true, false), ("t", "risk", false, true)]));
        Assert.That(supplied.Sections.Select(s => s.Persons), Is.All.EqualTo(new[] { 0 }));
        Assert.That(supplied.Sections.SelectMany(s => s.Marks.Concat(s.DeclaredProtections)), Is.Empty);
        Assert.That(supplied.Facts.Where(f => !f.Value).Select(f => f.Source), Is.EquivalentTo([FactSource.Asserted, FactSource.Standing]));
        Assert.That(supplied.Facts.Where(f => f.Value).Select(f => (f.Name, f.Source)),
            Is.EquivalentTo(Scenarios.Catalogue.Vocabulary.Facts.Keys.Select(name => (name, FactSource.Register))));
    }

    [Test]
    public void AsSupplied_WithoutASubject_ConcernsNobody()
    {
        var context = Scenarios.Read("14-contact-of-a-witness.json");
        var supplied = (context with { Persons = [new PersonFacts { Role = PersonRole.Victim }] }).AsSupplied(Scenarios.Catalogue);
        Assert.That(supplied.Persons, Is.Empty);
        Assert.That(supplied.Sections.SelectMany(s => s.Persons), Is.Empty);
    }

    [TestCase(Trigger.OwnInitiative)]
    [TestCase(Trigger.Immediate)]
    public void AsSupplied_OfWhatTheHolderTellsUnasked_IsAllThatTheHolderKnows(Trigger trigger)
    {
        var context = Scenarios.Read("14-contact-of-a-witness.json") with { Trigger = trigger };
        Assert.That(context.AsSupplied(Scenarios.Catalogue), Is.SameAs(context));
    }

    /// <summary>Who is refused on the registers waits like everybody else, until the holder will assess no more.</summary>
    [TestCase(false, Outcome.AwaitingAssessment)]
    [TestCase(true, Outcome.Deny)]
    public void Of_WhatTheRegistersRefuseWhereAnAssessmentIsAsked_WaitsUntilItIsClosed(bool isClosed, Outcome told)
    {
        var context = WithoutAssessments(Scenarios.Read("14-contact-of-a-witness.json"));
        context = context with { Sections = [.. context.Sections.Select(s => s with { IsHeld = false })] };
        var decided = PolicyDecisionPoint.Decide(context, Scenarios.Catalogue);
        Assert.That(decided.Sections[0].Outcome, Is.EqualTo(Outcome.Deny));
        var view = RequesterView.Of(context, decided, Scenarios.Catalogue, isClosed).Sections[0];
        Assert.That(view.Outcome, Is.EqualTo(told));
        Assert.That(view.Needs, Is.Empty);
        Assert.That(view.Provision.Length == 0, Is.EqualTo(isClosed));
    }

    /// <summary>Where nothing could be assessed nobody waits: whoever is not there gets the answer at once.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void Of_WhatTheRegistersRefuseUnderADutyWithNothingToAssess_IsNeutralAtOnce(bool isClosed)
    {
        var context = Scenarios.Read("16-stays-in-a-home.json");
        Assert.That(Scenarios.Outcomes(context)[0], Is.EqualTo(Outcome.Permit));
        context = context with { Sections = [context.Sections[0] with { IsHeld = false }] };
        var view = RequesterView.Of(context, PolicyDecisionPoint.Decide(context, Scenarios.Catalogue), Scenarios.Catalogue, isClosed).Sections[0];
        Assert.That((view.Outcome, view.Provision, view.Needs.Count), Is.EqualTo((Outcome.Deny, "", 0)));
    }

    [Test]
    public void WithoutRegisterFacts_OfEveryKindOfNeed_KeepsWhatWasSuppliedAndNoPerson()
    {
        var needs = Enum.GetValues<NeedSource>().Select(source => new Need($"{source}", "", source, IsRefuted: true));
        var told = RequesterView.WithoutRegisterFacts(new Decision("1", [new SectionDecision
        {
            Section = "s", Outcome = Outcome.Deny, Provision = "osl-35-1", Needs = [.. needs],
            Protections = [new ProtectionDecision(0, "osl-35-1", Outcome.Deny, "", [])],
        }]));
        Assert.That(told.Sections[0].Needs.Select(n => n.Code), Is.EqualTo([nameof(NeedSource.Supplied)]));
        Assert.That(told.Sections[0].Protections, Is.Empty);
        Assert.That((told.Sections[0].Section, told.Sections[0].Provision), Is.EqualTo(("s", "osl-35-1")));
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
