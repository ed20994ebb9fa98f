using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>Where a claimed ground fails, what is named instead is never what was claimed, but towards the receiver that it is for.</summary>
public sealed class AlternativesTests
{
    private static IEnumerable<string> Names => Scenarios.Names;

    [TestCaseSource(nameof(Names))]
    public void Alternative_OfAnyClaim_IsNotTheClaimTowardsTheSameReceiver(string name)
    {
        var context = Scenarios.Read(name);
        foreach (var claim in Scenarios.Catalogue.Provisions.Where(p => p.Kind is ProvisionKind.Lifting or ProvisionKind.Duty))
        {
            var claimed = context with { Claims = [claim.Id] };
            foreach (var section in PolicyDecisionPoint.Decide(claimed, Scenarios.Catalogue).Sections.Where(s => s.Alternative is not null))
            {
                var (offered, receiver) = section.Alternative!; // kept by the filter above
                Assert.That(offered != claim.Id || (receiver != PartyKind.Unspecified && !claim.IsForReceiver(context.Receiver)),
                    $"{claim.Id} {section.Section}: {offered}, {receiver}");
            }
        }
    }

    [Test]
    public void Alternative_ToTheWrongReceiver_IsTheClaimTowardsTheRightOne() => Assert.That(
        Decided(Scenarios.Read("06-travel-plans-to-the-coordinator.json")),
        Is.EqualTo(new AlternativeGround("osl-35-10c", PartyKind.SocialServices)));

    /// <summary>What 10:24 lifts is one of two protections; that it lifts its own does not make it the ground that was missing.</summary>
    [Test]
    public void Alternative_WhereTheClaimLiftsAPart_IsWhatLiftsTheRest()
    {
        var context = Scenarios.Read("12-suspect-of-robbery.json") with { Claims = ["osl-10-24"] };
        context = context with { Sections = [new SectionFacts { Id = "s", Category = "contact", Persons = [0], IsHeld = true }] };
        Assert.That(Decided(context), Is.EqualTo(new AlternativeGround("osl-10-22", PartyKind.Unspecified)));
    }

    private static AlternativeGround? Decided(DisclosureContext context) =>
        PolicyDecisionPoint.Decide(context, Scenarios.Catalogue).Sections[0].Alternative;
}
