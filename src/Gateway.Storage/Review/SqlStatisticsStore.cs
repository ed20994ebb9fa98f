using System.Data.Common;
using System.Text.Json;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Review;

namespace Gateway.Storage.Review;

/// <summary>Monthly statistics in SQL (024_review.sql).</summary>
public sealed class SqlStatisticsStore(SqliteDatabase database) : IStatisticsStore
{
    private const string Find = "SELECT statistics FROM monthly_statistics WHERE party = @0 AND month = @1";

    /// <inheritdoc />
    public ValueTask<MonthStatistics?> FindAsync(PartyId party, string month, CancellationToken ct) =>
        database.FirstAsync(Find, [$"{party}", month], Read, ct);

    /// <inheritdoc />
    public async ValueTask<MonthStatistics> KeepAsync(IWork work, PartyId party, MonthStatistics statistics, DateTimeOffset at, CancellationToken ct)
    {
        await SqlWork.Of(work).Prepared(
            "INSERT INTO monthly_statistics (party, month, statistics, made_at) VALUES (@0, @1, @2, @3) ON CONFLICT (party, month) DO NOTHING",
            $"{party}", statistics.Month, JsonSerializer.Serialize(statistics), SqlValue.Of(at)).ExecuteNonQueryAsync(ct);
        return await SqlWork.Of(work).Prepared(Find, $"{party}", statistics.Month).FirstAsync(Read, ct)
            ?? throw new InvalidOperationException("the month was not kept");
    }

    private static MonthStatistics Read(DbDataReader row) =>
        JsonSerializer.Deserialize<MonthStatistics>(row.Text("statistics")) ?? throw new InvalidOperationException("the month is not readable");
}
