using Gateway.Audit;

namespace Gateway.Records.Retention;

/// <summary>For how many days a party keeps its details of log entries of one kind. Those of a kind without a rule are kept.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Days">From an entry's time on; <see cref="LeastDays"/> to <see cref="MostDays"/>.</param>
/// <param name="RegistrationNumber">Of the decision on it (gallringsbeslut).</param>
public sealed record RetentionRule(EntryKind Kind, int Days, string RegistrationNumber)
{
    /// <summary>
    /// A year: log review, statistics and follow-ups rest on younger details. It is our own bound; what the law asks is looked for only for law enforcement.
    /// </summary>
    public const int LeastDays = 365;

    /// <summary>A hundred years.</summary>
    public const int MostDays = 36_500;

    /// <summary>Whether there can be a rule for a kind: by the details of erasures a pruned log explains itself.</summary>
    public static bool MayBeFor(EntryKind kind) => kind is not (EntryKind.Unspecified or EntryKind.Erasure);
}
