using System.Data.Common;
using Gateway.Alerts;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Storage.Alerts;

/// <summary>The alerts' rows in SQL (005_alerts.sql, 008_recall.sql, 017_content_keys.sql, 021_erasures.sql).</summary>
public sealed class SqlAlertStore(SqliteDatabase database) : IAlertStore
{
    private const string Find = "SELECT * FROM alerts WHERE id = @0";
    private const string States = "SELECT * FROM alert_states WHERE alert = @0 ORDER BY position";

    /// <inheritdoc />
    public async ValueTask<bool> TryAddAsync(
        IWork work, StoredAlert alert, IReadOnlyList<StoredAlertSection> sections, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var added = await sql.Prepared(
            "INSERT INTO alerts (id, sender, receiver, idempotency_key, digest, purpose, urgency, categories, sealed_content, "
            + "sealed_answer, state, stored_at, open_before) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12) "
            + "ON CONFLICT (sender, idempotency_key) DO NOTHING",
            alert.Id, alert.Sender.ToString(), alert.Receiver.ToString(), alert.IdempotencyKey, SqlValue.Of(alert.Digest),
            alert.Purpose, alert.Urgency.ToString(), SqlValue.Of(alert.Categories), SqlValue.Of(alert.SealedContent),
            SqlValue.Of(alert.SealedAnswer), alert.State.ToString(), SqlValue.Of(alert.StoredAt), SqlValue.Of(alert.OpenBefore))
            .ExecuteNonQueryAsync(ct);
        if (added == 0) return false;
        for (var i = 0; i < sections.Count; i++)
            await sql.Prepared(
                "INSERT INTO alert_sections (alert, position, section, category, ciphertext_digest, envelope, signature, content_key) "
                + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
                alert.Id, i, sections[i].Section, sections[i].Category, SqlValue.Of(sections[i].CiphertextDigest),
                SqlValue.Of(sections[i].Envelope), sections[i].Signature, SqlValue.Of(sections[i].ContentKey)).ExecuteNonQueryAsync(ct);
        foreach (var person in alert.Persons.Where(p => !p.IsEmpty))
            await sql.Prepared("INSERT INTO alert_persons (alert, person) VALUES (@0, @1) ON CONFLICT (alert, person) DO NOTHING",
                alert.Id, SqlValue.Of(person)).ExecuteNonQueryAsync(ct);
        await KeepStateAsync(sql, alert.Id, alert.State, alert.StoredAt, ct);
        return true;
    }

    /// <inheritdoc />
    public ValueTask<StoredAlert?> FindAsync(IWork work, string id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(Find, id).FirstAsync(Read, ct);

    /// <inheritdoc />
    public ValueTask<StoredAlert?> FindAsync(string id, CancellationToken ct) => database.FirstAsync(Find, [id], Read, ct);

    /// <inheritdoc />
    public ValueTask<StoredAlert?> FindByKeyAsync(PartyId sender, string idempotencyKey, CancellationToken ct) =>
        database.FirstAsync("SELECT * FROM alerts WHERE sender = @0 AND idempotency_key = @1",
            [sender.ToString(), idempotencyKey], Read, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StoredAlertSection>> SectionsAsync(IWork work, string id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared("SELECT * FROM alert_sections WHERE alert = @0 ORDER BY position", id)
            .ListAsync(row => new StoredAlertSection(row.Text("section"), row.Text("category"), row.Bytes("ciphertext_digest"),
                row.Bytes("envelope"), row.Text("signature"), row.Bytes("content_key")), ct);

    /// <inheritdoc />
    public async ValueTask SetStateAsync(IWork work, string id, AlertState state, DateTimeOffset at, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var changed = await sql.Prepared("UPDATE alerts SET state = @1 WHERE id = @0", id, state.ToString())
            .ExecuteNonQueryAsync(ct);
        if (changed != 1) throw new InvalidOperationException("there is no such alert to move");
        await KeepStateAsync(sql, id, state, at, ct);
    }

    /// <inheritdoc />
    public async ValueTask SetRecallReasonAsync(IWork work, string id, RecallReason reason, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared("UPDATE alerts SET recall_reason = @1 WHERE id = @0", id, reason.ToString()).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<(AlertState State, DateTimeOffset At)>> StatesAsync(string id, CancellationToken ct) =>
        database.ListAsync(States, [id], ReadState, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<(AlertState State, DateTimeOffset At)>> StatesAsync(IWork work, string id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(States, id).ListAsync(ReadState, ct);

    /// <inheritdoc />
    public async ValueTask AddEventAsync(
        IWork work, PartyId party, string alert, AlertState state, bool isForDutyContact, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        await sql.Prepared("UPDATE alert_numbering SET last = last + 1 WHERE id = 1").ExecuteNonQueryAsync(ct);
        await sql.Prepared(
            "INSERT INTO alert_events (number, party, alert, told, is_for_duty_contact) "
            + "SELECT last, @0, @1, @2, @3 FROM alert_numbering WHERE id = 1",
            party.ToString(), alert, state.ToString(), isForDutyContact).ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AlertEvent>> EventsAsync(PartyId party, long after, int most, CancellationToken ct) =>
        database.ListAsync(
            "SELECT e.number, e.told, e.is_for_duty_contact, a.* FROM alert_events e JOIN alerts a ON a.id = e.alert "
            + "WHERE e.party = @0 AND e.number > @1 ORDER BY e.number LIMIT @2",
            [party.ToString(), after, most],
            row => new AlertEvent(
                row.LongNumber("number"), Read(row), row.Word<AlertState>("told"), row.Flag("is_for_duty_contact")), ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StoredAlert>> PastDeadlineAsync(DateTimeOffset now, int most, CancellationToken ct) =>
        database.ListAsync(
            "SELECT * FROM alerts a WHERE a.state IN (@0, @1) AND a.open_before <= @2 AND NOT EXISTS "
            + "(SELECT 1 FROM alert_states s WHERE s.alert = a.id AND s.state = @3) ORDER BY a.open_before, a.id LIMIT @4",
            [nameof(AlertState.Stored), nameof(AlertState.Delivered), SqlValue.Of(now), nameof(AlertState.Overdue), most],
            Read, ct);

    /// <inheritdoc />
    public async ValueTask<int> CountOverdueAsync(CancellationToken ct) =>
        (await database.ListAsync("SELECT COUNT(*) AS overdue FROM alerts WHERE state = @0",
            [nameof(AlertState.Overdue)], row => row.Number("overdue"), ct))[0];

    private static async ValueTask KeepStateAsync(
        SqlWork sql, string id, AlertState state, DateTimeOffset at, CancellationToken ct) =>
        await sql.Prepared(
            "INSERT INTO alert_states (alert, position, state, reached_at) "
            + "SELECT @0, COALESCE(MAX(position), 0) + 1, @1, @2 FROM alert_states WHERE alert = @0",
            id, state.ToString(), SqlValue.Of(at)).ExecuteNonQueryAsync(ct);

    private static (AlertState State, DateTimeOffset At) ReadState(DbDataReader row) =>
        (row.Word<AlertState>("state"), row.Instant("reached_at"));

    private static StoredAlert Read(DbDataReader row) => new()
    {
        Id = row.Text("id"),
        Sender = new PartyId(row.Text("sender")),
        Receiver = new PartyId(row.Text("receiver")),
        IdempotencyKey = row.Text("idempotency_key"),
        Digest = row.Bytes("digest"),
        Purpose = row.Text("purpose"),
        Urgency = row.Word<AlertUrgency>("urgency"),
        Categories = row.Codes("categories"),
        SealedContent = row.Bytes("sealed_content"),
        SealedAnswer = row.Bytes("sealed_answer"),
        State = row.Word<AlertState>("state"),
        RecallReason = row.Word<RecallReason>("recall_reason"),
        StoredAt = row.Instant("stored_at"),
        OpenBefore = row.Instant("open_before"),
    };
}
