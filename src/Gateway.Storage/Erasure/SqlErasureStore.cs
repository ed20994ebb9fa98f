using System.Data.Common;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Records.Erasure;

namespace Gateway.Storage.Erasure;

/// <summary>Erasure in SQL, over the tables of all stores, and its own rows (021_erasures.sql).</summary>
public sealed class SqlErasureStore(SqliteDatabase database) : IErasureStore
{
    /// <inheritdoc />
    public async ValueTask<ErasureCounts> CountAsync(IWork work, PartyId party, ErasureScope scope, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var rows = await ScopeRows.FindAsync(sql, party, scope, ct);
        var (consents, cases) = await LinksAsync(sql, party, scope, ct);
        var details = scope.LogDetails ? await new LogDetailErasure(sql, party.ToString()).CountAsync(scope, ct) : 0;
        // Of one person the holder counts only requests that it was shown: that somebody asked, and was refused, is the asker's to tell.
        var answered = scope.Kind == ErasureScopeKind.Person ? await rows.ShownAsync(sql, ct) : rows.Answered;
        var requests = answered.Union(rows.Asked).Union(rows.Fulfilments.Select(f => f.Record)).Count();
        return new ErasureCounts(rows.Sections.Count, requests, rows.Alerts.Count, consents, cases, details);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> PersonsAsync(IWork work, PartyId party, ErasureScope scope, CancellationToken ct) =>
        [.. (await ScopeRows.FindAsync(SqlWork.Of(work), party, scope, ct)).Persons.Select(p => (ReadOnlyMemory<byte>)p)];

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> HeldByAsync(
        IWork work, PartyId party, ErasureScope scope, DateTimeOffset now, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        return await new Hindrances(sql, party.ToString(), now).FindAsync(await ScopeRows.FindAsync(sql, party, scope, ct), scope, ct);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<ErasureRecipient>> RecipientsAsync(IWork work, PartyId party, ErasureScope scope, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var rows = await ScopeRows.FindAsync(sql, party, scope, ct);
        List<ErasureRecipient> recipients = [];
        foreach (var key in rows.Sections.Concat(rows.Fulfilments))
            recipients.AddRange(await sql.Prepared(
                "SELECT DISTINCT asker AS receiver, request AS reference, category FROM releases WHERE holder = @0 AND record = @1 AND section = @2",
                party.ToString(), key.Record, key.Section).ListAsync(ReadRecipient, ct));
        foreach (var request in rows.Answered)
            recipients.AddRange(await sql.Prepared(
                "SELECT DISTINCT asker AS receiver, request AS reference, category FROM releases WHERE holder = @0 AND request = @1",
                party.ToString(), request).ListAsync(ReadRecipient, ct));
        foreach (var alert in rows.Alerts)
            recipients.AddRange(await sql.Prepared(
                "SELECT DISTINCT a.receiver, a.id AS reference, s.category FROM alerts a JOIN alert_sections s ON s.alert = a.id "
                + "JOIN alert_states t ON t.alert = a.id WHERE a.id = @0 AND t.state = 'Opened'", alert).ListAsync(ReadRecipient, ct));
        return [.. recipients.Distinct()];
    }

    /// <inheritdoc />
    public async ValueTask EraseAsync(IWork work, PartyId party, ErasureScope scope, DateTimeOffset at, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        await new ScopeErasure(sql, party.ToString(), at).RunAsync(await ScopeRows.FindAsync(sql, party, scope, ct), scope, ct);
    }

    /// <inheritdoc />
    public async ValueTask AddAsync(IWork work, ErasureDone erasure, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO erasures (id, party, scope, counts, erased_at, gone_from_backups_by) VALUES (@0, @1, @2, @3, @4, @5)",
        erasure.Id, erasure.Party.ToString(), erasure.Scope, erasure.Counts.Write().ToJsonString(), SqlValue.Of(erasure.ErasedAt),
        SqlValue.Of(erasure.GoneFromBackupsBy)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ErasureDone>> ListAsync(PartyId party, int most, CancellationToken ct) => database.ListAsync(
        "SELECT * FROM erasures WHERE party = @0 ORDER BY erased_at DESC, id DESC LIMIT @1", [party.ToString(), most], Read, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> NotSweptAsync(CancellationToken ct) =>
        database.ListAsync("SELECT id FROM erasures WHERE swept_at IS NULL ORDER BY erased_at", [], row => row.Text("id"), ct);

    /// <inheritdoc />
    public async ValueTask SweptAsync(IWork work, IReadOnlyList<string> erasures, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var id in erasures)
            await SqlWork.Of(work).Prepared("UPDATE erasures SET swept_at = @1 WHERE id = @0", id, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public async ValueTask<bool> HasRecordAsync(IWork work, PartyId party, string record, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "SELECT 1 FROM record_sections WHERE holder = @0 AND record = @1 AND erased_at IS NULL LIMIT 1", party.ToString(), record)
        .ExecuteScalarAsync(ct) is not null;

    /// <inheritdoc />
    public async ValueTask AddHoldAsync(IWork work, Hold hold, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO holds (id, party, record, person) VALUES (@0, @1, @2, @3)", hold.Id, hold.Party.ToString(), hold.Record,
            SqlValue.OrNull(hold.Person))
        .ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask<Hold?> RemoveHoldAsync(IWork work, PartyId party, string id, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var found = await sql.Prepared("SELECT record, person FROM holds WHERE id = @0 AND party = @1", id, party.ToString()).FirstAsync(
            row => new Hold(id, party, row["record"] as string, row.Bytes("person")), ct);
        if (found is not null) await sql.Prepared("DELETE FROM holds WHERE id = @0", id).ExecuteNonQueryAsync(ct);
        return found;
    }

    private static async ValueTask<(int Consents, int Cases)> LinksAsync(SqlWork sql, PartyId party, ErasureScope scope, CancellationToken ct)
    {
        if (scope.Kind is not (ErasureScopeKind.Person or ErasureScopeKind.Party)) return default;
        var isPerson = scope.Kind == ErasureScopeKind.Person;
        object?[] values = isPerson ? [party.ToString(), SqlValue.Of(scope.Person)] : [party.ToString()];
        return (await CountAsync("SELECT COUNT(*) AS n FROM consents WHERE holder = @0" + (isPerson ? " AND person = @1" : "")),
            await CountAsync("SELECT COUNT(*) AS n FROM cases WHERE party = @0 AND closed_at IS NOT NULL AND subject "
                + (isPerson ? "= @1" : "IS NOT NULL")));

        async ValueTask<int> CountAsync(string count) => (await sql.Prepared(count, values).ListAsync(row => row.Number("n"), ct))[0];
    }

    private static ErasureRecipient ReadRecipient(DbDataReader row) =>
        new(new PartyId(row.Text("receiver")), row.Text("reference"), row.Text("category"));

    private static ErasureDone Read(DbDataReader row) => new(
        row.Text("id"), new PartyId(row.Text("party")), row.Text("scope"), ErasureCounts.Read(JsonNode.Parse(row.Text("counts"))!.AsObject()),
        row.Instant("erased_at"), row.Day("gone_from_backups_by"), row.InstantOrNull("swept_at"));
}
