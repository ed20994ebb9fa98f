namespace Gateway.Policy;

/// <summary>
/// The policy decision point: a pure, total function of a context and a catalogue. A section is permitted only if, for every
/// person it concerns, every secrecy provision that protects it is lifted by a provision whose conditions are all known to be
/// true (OSL 7:3), every structural demand is met, a data-protection ground stands on both sides, and need-to-know holds.
/// <list type="number">
/// <item>What protects the section: derived from holder and category, joined with what the holder declares.</item>
/// <item>For each protection and person: which provision lifts it, or comes closest.</item>
/// <item>Structural demands, data-protection grounds, need-to-know.</item>
/// <item>The lowest of these is the outcome; a refusal looks for another ground on the facts supplied.</item>
/// </list>
/// </summary>
public static class PolicyDecisionPoint
{
    /// <summary>Decides every section of a context.</summary>
    public static Decision Decide(DisclosureContext context, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(catalogue);
        var decided = new SectionDecision[context.Sections.Count];
        for (var i = 0; i < decided.Length; i++)
            decided[i] = WithAlternative(new SectionRuling(context, catalogue, context.Sections[i]).Decide(), context, catalogue);
        return new Decision(catalogue.Version, decided);
    }

    private static SectionDecision WithAlternative(SectionDecision decided, DisclosureContext context, Catalogue catalogue) =>
        decided.Outcome != Outcome.Deny || context.Claims.Count == 0 ? decided
            : decided with { Alternative = Alternatives.Find(context.AsSupplied(catalogue), catalogue, decided.Section) };
}
