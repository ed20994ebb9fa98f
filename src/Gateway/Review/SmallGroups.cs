namespace Gateway.Review;

/// <summary>
/// Leaves small groups out of statistics, so that nothing told of the rest says how large they were: their units are counted in no table at all,
/// totals included. What is left is the largest part in which every group of every dimension concerns at least five persons. It is the same
/// whether a group that was left out had one unit, four or none, so that no difference between tables or totals brings it back.
/// </summary>
public static class SmallGroups
{
    /// <summary>The fewest persons of a group that is told.</summary>
    public const int Fewest = 5;

    /// <summary>The units that are left.</summary>
    public static IReadOnlyList<StatisticsUnit> LeaveOut(IReadOnlyList<StatisticsUnit> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        while (true)
        {
            var small = units.SelectMany(u => u.Groups.Select(g => (Key: g, u.Persons)))
                .GroupBy(p => p.Key, p => p.Persons)
                .Where(g => g.SelectMany(p => p).Distinct(StringComparer.Ordinal).Count() < Fewest)
                .Select(g => g.Key).ToHashSet();
            // Leaving one group out makes others smaller: again, until none is small.
            if (small.Count == 0) return units;
            units = [.. units.Where(u => !u.Groups.Any(small.Contains))];
        }
    }
}
