using System.Data.Common;
using System.Globalization;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Review;

namespace Gateway.Storage.Review;

/// <summary>A party's views in SQL (001_log.sql, 024_review.sql).</summary>
public sealed class SqlViewStore(SqliteDatabase database) : IViewStore
{
    private const string View =
        "SELECT v.idx, v.party, v.subject, v.sealed, e.leaf FROM log_views v JOIN log_entries e ON e.idx = v.idx WHERE v.party = @0 ";

    private const string InRange = View + "AND v.idx > @1 AND v.idx <= @2 AND e.id >= @3 AND e.id < @4 ";

    /// <summary>How far the clocks of a log's writers may lie apart: entries stand in the order of commits, not of their times.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<FoundView>> ListAsync(ViewRange range, long after, int most, CancellationToken ct)
    {
        // Ids begin with their time: two steps into their index bound the part of the log that is read.
        var first = await IndexAsync("SELECT idx FROM log_entries WHERE id >= @0 ORDER BY id LIMIT 1", range.From - Skew, ct);
        var last = await IndexAsync("SELECT idx FROM log_entries WHERE id < @0 ORDER BY id DESC LIMIT 1", range.Until + Skew, ct);
        if (first is null || last is null) return [];
        object?[] bounds = [$"{range.Party}", Math.Max(after, first.Value - 1), last.Value, Id(range.From), Id(range.Until), most];
        return range.Subject.IsEmpty
            ? await database.ListAsync(InRange + "ORDER BY v.idx LIMIT @5", bounds, Read, ct)
            : await database.ListAsync(InRange + "AND v.subject = @6 ORDER BY v.idx LIMIT @5", [.. bounds, SqlValue.Of(range.Subject)], Read, ct);
    }

    /// <inheritdoc />
    public ValueTask<FoundView?> FindAsync(PartyId party, long index, CancellationToken ct) =>
        database.FirstAsync(View + "AND v.idx = @1", [$"{party}", index], Read, ct);

    private async ValueTask<long?> IndexAsync(string sql, DateTimeOffset at, CancellationToken ct)
    {
        var found = await database.ListAsync(sql, [Id(at)], row => row.LongNumber("idx"), ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The least id of an instant (<see cref="Identifiers.New(DateTimeOffset)"/>).</summary>
    private static string Id(DateTimeOffset at) => Math.Max(0, at.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);

    private static FoundView Read(DbDataReader row) => new(
        new StoredEntry(row.LongNumber("idx"), EntryLeaf.Parse(row.Bytes("leaf").Span), new PartyId(row.Text("party")), row.Bytes("sealed")), row.Bytes("subject"));
}
