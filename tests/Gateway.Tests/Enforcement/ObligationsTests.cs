using Gateway.Enforcement;
using Gateway.Policy;

namespace Gateway.Tests.Enforcement;

/// <summary>A permit whose obligations cannot be carried out is a denial.</summary>
public sealed class ObligationsTests
{
    [Test]
    public void Check_EveryObligationThatThisCatalogueBrings_IsCarriedOut()
    {
        // Where a decision is appealed is read where that is done, and is no part of a permit.
        var brought = Policy.Scenarios.Catalogue.Provisions.Where(p => p.Kind != ProvisionKind.Principle).SelectMany(p => p.Obligations)
            .Append(SectionDecision.PostReview).Distinct();
        foreach (var code in brought) Assert.That(Check(Outcome.Permit, code).Outcome, Is.EqualTo(Outcome.Permit), code);
    }

    [Test]
    public void Check_OneThatIsUnknownAmongThem_DeniesAndPromisesNothing()
    {
        var denied = Check(Outcome.Permit, Obligations.Reservation, "tell-the-king");
        Assert.That(denied.Outcome, Is.EqualTo(Outcome.Deny));
        Assert.That(denied.Obligations, Is.Empty);
        Assert.That(denied.Needs, Is.EqualTo([new Need("obligation-carried-out", "lub-4", NeedSource.Register, IsRefuted: true)]));
    }

    [TestCase(Outcome.Deny)]
    [TestCase(Outcome.AwaitingAssessment)]
    public void Check_WhatIsNoPermit_IsLeftAsItIs(Outcome outcome)
    {
        var section = Check(outcome, "tell-the-king");
        Assert.That((section.Outcome, section.Obligations.Count, section.Needs.Count), Is.EqualTo((outcome, 1, 0)));
    }

    private static SectionDecision Check(Outcome outcome, params string[] obligations) => Obligations.Check(new Decision("1",
        [new SectionDecision { Section = "s", Outcome = outcome, Provision = "lub-4", Obligations = obligations }])).Sections.Single();
}
