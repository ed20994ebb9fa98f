using System.Data.Common;
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

    private const int MostOfAnAct = 256;

    /// <summary>How far the clocks of a log's writers may lie apart: entries stand in the order of commits, not of their times.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<FoundView>> ListAsync(ViewRange range, long after, int most, CancellationToken ct)
    {
        if (await BoundsAsync(range, ct) is not { } bounds) return [];
        object?[] values =
            [$"{range.Party}", Math.Max(after, bounds.First - 1), bounds.Last, Identifiers.Least(range.From), Identifiers.Least(range.Until), most];
        return range.Subject.IsEmpty
            ? await database.ListAsync(InRange + "ORDER BY v.idx LIMIT @5", values, Read, ct)
            : await database.ListAsync(InRange + "AND v.subject = @6 ORDER BY v.idx LIMIT @5", [.. values, SqlValue.Of(range.Subject)], Read, ct);
    }

    /// <inheritdoc />
    public ValueTask<FoundView?> FindAsync(PartyId party, long index, CancellationToken ct) =>
        database.FirstAsync(View + "AND v.idx = @1", [$"{party}", index], Read, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> PersonsOfActAsync(FoundView view, CancellationToken ct) => database.ListAsync(
        // Entries of one act bear one time, and stand one behind another; another act of that millisecond errs towards showing less.
        "SELECT v.subject FROM log_views v JOIN log_entries e ON e.idx = v.idx WHERE v.party = @0 AND v.idx BETWEEN @1 AND @2 "
        + "AND substr(e.id, 1, 12) = @3 AND v.subject IS NOT NULL",
        [$"{view.Entry.Viewer}", view.Entry.Index - MostOfAnAct, view.Entry.Index + MostOfAnAct, view.Entry.Content.Id[..12]],
        row => row.Bytes("subject"), ct);

    /// <summary>
    /// The part of the log that a time is in. Ids begin with their time, so that its earliest and latest entry are found at once; around each of them
    /// another may have been committed first, or last, whose clock was another or whose millisecond is the same. Null where there is none.
    /// </summary>
    private async ValueTask<(long First, long Last)?> BoundsAsync(ViewRange range, CancellationToken ct)
    {
        var ends = await database.ListAsync(
            "SELECT MIN(id) AS earliest, MAX(id) AS latest FROM (SELECT * FROM (SELECT id FROM log_entries WHERE id >= @0 AND id < @1 ORDER BY id LIMIT 1) "
            + "UNION ALL SELECT * FROM (SELECT id FROM log_entries WHERE id >= @0 AND id < @1 ORDER BY id DESC LIMIT 1))",
            [Identifiers.Least(range.From), Identifiers.Least(range.Until)],
            row => row.IsDBNull(0) ? null : new[] { Identifiers.TimeOf(row.Text("earliest")), Identifiers.TimeOf(row.Text("latest")) }, ct);
        if (ends[0] is not [var earliest, var latest]) return null;
        var first = await IndexAsync("SELECT MIN(idx) AS idx FROM log_entries WHERE id >= @0 AND id < @1", earliest, earliest + Skew, ct);
        var last = await IndexAsync(
            "SELECT MAX(idx) AS idx FROM log_entries WHERE id >= @0 AND id < @1", latest - Skew, latest + TimeSpan.FromMilliseconds(1), ct);
        return (first, last);
    }

    private async ValueTask<long> IndexAsync(string sql, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        (await database.ListAsync(sql, [Identifiers.Least(from), Identifiers.Least(until)], row => row.LongNumber("idx"), ct))[0];

    private static FoundView Read(DbDataReader row) => new(
        new StoredEntry(row.LongNumber("idx"), EntryLeaf.Parse(row.Bytes("leaf").Span), new PartyId(row.Text("party")), row.Bytes("sealed")),
            row.Bytes("subject"));
}
