using System.Collections.Frozen;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>
/// The obligations that the gateway can carry out: each is told with the release and stands in the entry. A permit with any other
/// is a deny (<c>design.md</c> §1.1).
/// </summary>
public static class Obligations
{
    /// <summary>Förbehåll (OSL 10:14): it stands in the handling instruction of the release.</summary>
    public const string Reservation = "reservation";

    /// <summary>Feedback to whoever reported a child has a week (19 kap. 6 § SoL): a <see cref="FollowUp"/> of the holder.</summary>
    public const string Feedback = "feedback-within-a-week";

    private static readonly FrozenSet<string> CarriedOut = new[]
    {
        "report-at-once", "document-assessment", "record-weighing", "record-offence", Feedback, "purpose-bound",
        "correct-if-wrong", Reservation, SectionDecision.PostReview,
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
