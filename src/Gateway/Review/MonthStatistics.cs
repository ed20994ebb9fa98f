namespace Gateway.Review;

/// <summary>How often a group occurred.</summary>
/// <param name="Dimension"><c>kind</c>, <c>outcome</c>, <c>pair</c> or <c>provision</c>.</param>
/// <param name="Group">The group's code.</param>
/// <param name="Count">How many units; each group is of five persons or more.</param>
public sealed record StatisticsCount(string Dimension, string Group, int Count);

/// <summary>A party's statistics of one calendar month, without persons and without small groups.</summary>
/// <param name="Month">The month, yyyy-MM.</param>
/// <param name="Total">How many units the counts are of.</param>
/// <param name="Counts">The counts, dimension by dimension.</param>
/// <param name="MedianHours">The middle time from question to answer in whole hours; null where too few.</param>
/// <param name="NinetiethHours">The time within which nine of ten were answered; null where too few.</param>
public sealed record MonthStatistics(
    string Month, int Total, IReadOnlyList<StatisticsCount> Counts, int? MedianHours, int? NinetiethHours)
{
    /// <summary>Counts units, those of small groups left out.</summary>
    public static MonthStatistics Of(string month, IReadOnlyList<StatisticsUnit> all)
    {
        var units = SmallGroups.LeaveOut(all);
        var counts = units.SelectMany(u => u.Groups).GroupBy(g => g).Select(g => new StatisticsCount(g.Key.Dimension, g.Key.Group, g.Count()))
            .OrderBy(c => c.Dimension, StringComparer.Ordinal).ThenBy(c => c.Group, StringComparer.Ordinal);
        var answered = units.Where(u => u.LeadTime is not null).ToList();
        var isEnough = answered.SelectMany(u => u.Persons).Distinct(StringComparer.Ordinal).Count() >= SmallGroups.Fewest;
        var times = answered.Select(u => u.LeadTime.GetValueOrDefault().TotalHours).Order().ToList();
        return new MonthStatistics(month, units.Count, [.. counts], isEnough ? At(times, 0.5) : null, isEnough ? At(times, 0.9) : null);
    }

    /// <summary>The smallest value that this share of all does not exceed, in whole hours.</summary>
    private static int At(List<double> sorted, double share) => (int)Math.Ceiling(sorted[(int)Math.Ceiling(share * sorted.Count) - 1]);
}
