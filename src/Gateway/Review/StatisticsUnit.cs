namespace Gateway.Review;

/// <summary>
/// What statistics count: one section of one request, alert or opening, as it stood last in the month. The persons are pseudonyms, held in memory
/// to know how many a group is of, and leave it with the unit.
/// </summary>
/// <param name="Kind">The kind of entry; an assessment counts to its request.</param>
/// <param name="Pair">Holder and other party.</param>
/// <param name="Provision">The deciding provision; empty where none carried.</param>
/// <param name="Outcome">The outcome's word.</param>
/// <param name="LeadTime">From the question to its answer; null where there is none yet, or nobody asked.</param>
/// <param name="Persons">Whom it concerns.</param>
public sealed record StatisticsUnit(
    string Kind, string Pair, string Provision, string Outcome, TimeSpan? LeadTime, IReadOnlySet<string> Persons)
{
    /// <summary>The dimensions that are counted, each with this unit's group in it.</summary>
    public IEnumerable<(string Dimension, string Group)> Groups =>
        [("kind", Kind), ("outcome", Outcome), ("pair", Pair), ("provision", Provision.Length == 0 ? "none" : Provision)];
}
