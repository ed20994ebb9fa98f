using System.Collections.Frozen;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>
/// The obligations that the gateway can carry out: each is told with the release and stands in the entry. A permit with any other
/// is a deny (<c>design.md</c> §1.1).
/// </summary>
internal static class Obligations
{
    private static readonly FrozenSet<string> CarriedOut = new[]
    {
        "report-at-once", "document-assessment", "record-weighing", "record-offence", "feedback-within-a-week", "purpose-bound",
        "correct-if-wrong",
    }.ToFrozenSet();

    /// <summary>The decision with every permit denied whose obligations cannot be carried out.</summary>
    public static Decision Check(Decision decision) => decision with { Sections = [.. decision.Sections.Select(Check)] };

    private static SectionDecision Check(SectionDecision section)
    {
        if (section.Outcome != Outcome.Permit || section.Obligations.All(CarriedOut.Contains)) return section;
        return section with
        {
            Outcome = Outcome.Deny,
            Obligations = [],
            Needs = [new Need("obligation-carried-out", section.Provision, NeedSource.Register, IsRefuted: true)],
        };
    }
}
