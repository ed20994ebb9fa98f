using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>What a property is tried on: the engine, or one broken on purpose, which shows that the property can fail.</summary>
/// <param name="Decide">The decision.</param>
/// <param name="View">What the asker is told.</param>
internal sealed record Engine(Func<DisclosureContext, Catalogue, Decision> Decide, Func<DisclosureContext, Decision, bool, Decision> View)
{
    public static Engine Real { get; } = new(
        PolicyDecisionPoint.Decide, (context, decided, isClosed) => RequesterView.Of(context, decided, Scenarios.Catalogue, isClosed));

    public IReadOnlyList<SectionDecision> Sections(DisclosureContext context, Catalogue? catalogue = null) =>
        Decide(context, catalogue ?? Scenarios.Catalogue).Sections;

    public IReadOnlyList<Outcome> Outcomes(DisclosureContext context, Catalogue? catalogue = null) =>
        [.. Sections(context, catalogue).Select(s => s.Outcome)];
}
