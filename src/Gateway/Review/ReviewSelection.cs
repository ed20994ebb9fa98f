using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Records;

namespace Gateway.Review;

/// <summary>What a review found to look at.</summary>
/// <param name="Reference">Id of the request, alert or entry; officer and day where it is about volume.</param>
/// <param name="Cause">The rule's code, or <c>random</c>.</param>
/// <param name="Officer">Whose act it is.</param>
public sealed record ReviewHit(string Reference, string Cause, string Officer);

/// <summary>Chooses what a review looks at: every act that a rule holds of, then so many of the others at random.</summary>
public static class ReviewSelection
{
    /// <summary>Cause of what was chosen by chance.</summary>
    public const string Random = "random";

    /// <summary>Cause of a day with more acts of one officer than usual.</summary>
    public const string Volume = RequestAftermath.VolumeCause;

    /// <summary>Acts of one officer within a day that are more than usual.</summary>
    public const int UnusualVolume = RequestAftermath.UnusualVolume;

    /// <summary>The hits, each reference once for each cause.</summary>
    public static IReadOnlyList<ReviewHit> Of(IReadOnlyList<ReviewedAct> acts, ReviewRegister register, int atRandom)
    {
        ArgumentNullException.ThrowIfNull(acts);
        List<ReviewHit> hits = [.. from act in acts from rule in ReviewRules.All where rule.Holds(act, register)
            select new ReviewHit(act.Reference, rule.Cause, act.Officer)];
        // A search is one look, however many persons it shows.
        hits.AddRange(acts.Where(a => a.Kind != EntryKind.AuditLookup).GroupBy(a => (a.Officer, Day: SwedishTime.DayOf(a.At)))
            .Where(day => day.Select(a => a.Reference).Distinct(StringComparer.Ordinal).Count() >= UnusualVolume)
            .Select(day => new ReviewHit($"{day.Key.Officer}/{day.Key.Day:yyyy-MM-dd}", Volume, day.Key.Officer)));
        var chosen = hits.Select(h => h.Reference).ToHashSet(StringComparer.Ordinal);
        var others = acts.Where(a => !chosen.Contains(a.Reference)).DistinctBy(a => (a.Reference, a.Officer)).ToArray();
        RandomNumberGenerator.Shuffle(others.AsSpan());
        hits.AddRange(others.Take(atRandom).Select(a => new ReviewHit(a.Reference, Random, a.Officer)));
        return [.. hits.Distinct()];
    }
}
