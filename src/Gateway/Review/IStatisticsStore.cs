using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>The rows of statistics that were made: each month once, as they are told.</summary>
public interface IStatisticsStore
{
    /// <summary>A party's month; null where it was not made yet.</summary>
    ValueTask<MonthStatistics?> FindAsync(PartyId party, string month, CancellationToken ct);

    /// <summary>Keeps a month, and gives what is kept: the first that was made.</summary>
    ValueTask<MonthStatistics> KeepAsync(IWork work, PartyId party, MonthStatistics statistics, DateTimeOffset at, CancellationToken ct);
}
