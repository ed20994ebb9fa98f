using System.Data.Common;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Records.Retention;
using Gateway.Storage.Erasure;

namespace Gateway.Storage.Retention;

/// <summary>Retention in SQL (026_retention.sql, over 001_log.sql).</summary>
public sealed class SqlRetentionStore(SqliteDatabase database) : IRetentionStore
{
    private const string Rules = "SELECT kind, days, registration_number FROM retention_rules WHERE party = @0 ORDER BY kind";

    private const string Runs = "SELECT r.id, r.party, r.registration_number, r.approved_at, r.next_index, r.done_at, r.proof, "
        + "c.kind, c.days, c.before_at, c.first_kept, c.most, c.erased, c.held FROM retention_runs r JOIN retention_cuts c ON c.run = r.id ";

    private const string Details = "SELECT v.idx, v.subject, e.leaf FROM log_views v JOIN log_entries e ON e.idx = v.idx "
        + "WHERE v.party = @0 AND v.idx BETWEEN @1 AND @2 AND length(v.sealed) > 0 ORDER BY v.idx";

    /// <summary>By the time that an id begins with; CROSS JOIN keeps the order of the tables.</summary>
    private const string BesideOfTime = "SELECT v.idx, v.subject, e.leaf FROM log_entries e CROSS JOIN log_views v "
        + "WHERE e.id >= @3 AND e.id < @4 AND v.idx = e.idx AND v.party = @0 AND v.idx NOT BETWEEN @1 AND @2 AND length(v.sealed) > 0";

    /// <summary>How far the clocks of a log's writers may lie apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RetentionRule>> RulesAsync(PartyId party, CancellationToken ct) =>
        database.ListAsync(Rules, [$"{party}"], ReadRule, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RetentionRule>> RulesAsync(IWork work, PartyId party, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(Rules, $"{party}").ListAsync(ReadRule, ct);

    /// <inheritdoc />
    public async ValueTask SetRuleAsync(IWork work, PartyId party, RetentionRule rule, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO retention_rules (party, kind, days, registration_number) VALUES (@0, @1, @2, @3) ON CONFLICT (party, kind) DO UPDATE "
        + "SET days = excluded.days, registration_number = excluded.registration_number",
        $"{party}", rule.Kind.Word(), rule.Days, rule.RegistrationNumber).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask RemoveRuleAsync(IWork work, PartyId party, EntryKind kind, CancellationToken ct) => await SqlWork.Of(work)
        .Prepared("DELETE FROM retention_rules WHERE party = @0 AND kind = @1", $"{party}", kind.Word()).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask<long> FirstKeptAsync(DateTimeOffset before, CancellationToken ct)
    {
        var end = Identifiers.Least(before);
        var latest = await database.FirstAsync("SELECT id FROM log_entries WHERE id < @0 ORDER BY id DESC LIMIT 1", [end], row => row.Text("id"), ct);
        if (latest is null) return 0;
        // The latest by its time need not be the last that was committed.
        var from = Identifiers.Least(Identifiers.TimeOf(latest) - Skew);
        return (await database.ListAsync("SELECT MAX(idx) AS idx FROM log_entries WHERE id >= @0 AND id < @1", [from, end], row =>
            row.LongNumber("idx"), ct))[0] + 1;
    }

    /// <inheritdoc />
    public ValueTask<DetailHolds> HoldsAsync(IWork work, PartyId party, DetailWindow? within, DateTimeOffset now, CancellationToken ct) =>
        within is { Details.Count: 0 } ? new(new DetailHolds(new HashSet<string>(), Since: null))
            : new Hindrances(SqlWork.Of(work), $"{party}", now).OfDetailsAsync(within, ct);

    /// <inheritdoc />
    public async ValueTask<DetailWindow?> WindowAsync(IWork work, PartyId party, long from, long end, int most, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var places = await sql.Prepared("SELECT idx FROM log_views WHERE party = @0 AND idx >= @1 AND idx < @2 ORDER BY idx LIMIT @3", $"{party}",
            from, end, most)
            .ListAsync(row => row.LongNumber("idx"), ct);
        if (places.Count == 0) return null;
        var details = await sql.Prepared(Details, $"{party}", places[0], places[^1]).ListAsync(ReadDetail, ct);
        // The acts at the edges may go on behind them.
        var edges = details.Count == 0 ? [] : new[] { details[0].Leaf.At, details[^1].Leaf.At }.Distinct();
        List<LogDetail> beside = [];
        foreach (var at in edges)
            beside.AddRange(await sql.Prepared(BesideOfTime, $"{party}", places[0], places[^1], Identifiers.Least(at),
                Identifiers.Least(at.AddMilliseconds(1)))
                .ListAsync(ReadDetail, ct));
        return new DetailWindow(places[0], places[^1] + 1, [.. details.Concat(beside).OrderBy(d => d.Index)]);
    }

    /// <inheritdoc />
    public async ValueTask EraseAsync(IWork work, PartyId party, IEnumerable<long> indices, CancellationToken ct)
    {
        var (sql, of) = (SqlWork.Of(work), $"{party}");
        foreach (var index in indices)
            await sql.Prepared("UPDATE log_views SET subject = NULL, sealed = x'' WHERE idx = @1 AND party = @0", of, index).ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public async ValueTask AddAsync(IWork work, RetentionRun run, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        await sql.Prepared("INSERT INTO retention_runs (id, party, registration_number, approved_at, next_index, proof) VALUES (@0, @1, @2, @3, @4, @5)",
            run.Id, $"{run.Party}", run.RegistrationNumber, SqlValue.Of(run.ApprovedAt), run.Next, SqlValue.Of(run.Proof)).ExecuteNonQueryAsync(ct);
        foreach (var part in run.Parts)
            await sql.Prepared(
                "INSERT INTO retention_cuts (run, kind, days, before_at, first_kept, most, erased, held) VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
                run.Id, part.Cut.Kind.Word(), part.Cut.Days, SqlValue.Of(part.Cut.Before), part.Cut.FirstKept, part.Most, part.Free, part.Held)
                .ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public async ValueTask AdvanceAsync(IWork work, RetentionRun run, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        await sql.Prepared("UPDATE retention_runs SET next_index = @1, done_at = @2 WHERE id = @0", run.Id, run.Next, SqlValue.Of(run.DoneAt))
            .ExecuteNonQueryAsync(ct);
        foreach (var part in run.Parts)
            await sql.Prepared("UPDATE retention_cuts SET erased = @2, held = @3 WHERE run = @0 AND kind = @1",
                run.Id, part.Cut.Kind.Word(), part.Free, part.Held).ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public async ValueTask<RetentionRun?> FindOpenAsync(IWork work, string id, CancellationToken ct) =>
        RunsOf(await SqlWork.Of(work).Prepared(Runs + "WHERE r.id = @0 AND r.done_at IS NULL ORDER BY c.kind", id).ListAsync(ReadPart, ct))
            .SingleOrDefault();

    /// <inheritdoc />
    public async ValueTask<bool> IsUnderWayAsync(IWork work, PartyId party, CancellationToken ct) => await SqlWork.Of(work)
        .Prepared("SELECT 1 FROM retention_runs WHERE party = @0 AND done_at IS NULL", $"{party}").ExecuteScalarAsync(ct) is not null;

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<RetentionRun>> ListOpenAsync(CancellationToken ct) =>
        RunsOf(await database.ListAsync(Runs + "WHERE r.done_at IS NULL ORDER BY r.approved_at, r.id, c.kind", [], ReadPart, ct));

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<RetentionRun>> ListAsync(PartyId party, int most, CancellationToken ct) => RunsOf(await database.ListAsync(
        Runs + "WHERE r.id IN (SELECT id FROM retention_runs WHERE party = @0 ORDER BY approved_at DESC, id DESC LIMIT @1) "
        + "ORDER BY r.approved_at DESC, r.id DESC, c.kind", [$"{party}", most], ReadPart, ct));

    private static IReadOnlyList<RetentionRun> RunsOf(IReadOnlyList<RetentionRun> rows) =>
        [.. rows.GroupBy(r => r.Id).Select(parts => parts.First() with { Parts = [.. parts.SelectMany(p => p.Parts)] })];

    /// <summary>A run with one of its parts.</summary>
    private static RetentionRun ReadPart(DbDataReader row) => new RetentionRun(
        row.Text("id"), new PartyId(row.Text("party")), row.Text("registration_number"), row.Instant("approved_at"), row.LongNumber("next_index"),
        row.InstantOrNull("done_at"),
        [
            new RetentionCount(
                new RetentionCut(KindOf(row), row.Number("days"), row.Instant("before_at"), row.LongNumber("first_kept")), row.Number("erased"),
                row.Number("held")) { Most = row.Number("most") },
        ]).With(row.Bytes("proof"));

    private static RetentionRule ReadRule(DbDataReader row) => new(KindOf(row), row.Number("days"), row.Text("registration_number"));

    private static LogDetail ReadDetail(DbDataReader row) =>
        new(row.LongNumber("idx"), EntryLeaf.Parse(row.Bytes("leaf").Span), Convert.ToHexStringLower(row.Bytes("subject").Span));

    private static EntryKind KindOf(DbDataReader row) => EntryKinds.Of(row.Text("kind"));
}
