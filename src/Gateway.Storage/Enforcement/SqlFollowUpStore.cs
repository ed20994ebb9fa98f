using System.Data.Common;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Storage.Enforcement;

/// <summary>The follow-ups' rows in SQL (010_follow_ups.sql).</summary>
public sealed class SqlFollowUpStore(SqliteDatabase database) : IFollowUpStore
{
    /// <inheritdoc />
    public async ValueTask AddAsync(IWork work, FollowUp followUp, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO follow_ups (id, party, counterpart, kind, reference, cause, officer, made_at, due_at) "
        + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8) ON CONFLICT (party, kind, reference, cause) WHERE done_at IS NULL DO NOTHING",
        followUp.Id, followUp.Party.ToString(), followUp.Counterpart.ToString(), followUp.Kind.ToString(), followUp.Reference, followUp.Cause,
        followUp.Officer, SqlValue.Of(followUp.MadeAt), SqlValue.Of(followUp.DueAt)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask AddActorsAsync(
        IWork work, PartyId party, FollowUpKind kind, string reference, IEnumerable<string> officers, CancellationToken ct)
    {
        foreach (var officer in officers)
            await SqlWork.Of(work).Prepared(
                "INSERT INTO follow_up_actors (party, kind, reference, officer) VALUES (@0, @1, @2, @3) "
                + "ON CONFLICT (party, kind, reference, officer) DO NOTHING", party.ToString(), kind.ToString(), reference, officer)
                    .ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public async ValueTask<bool> HasActedAsync(IWork work, FollowUp followUp, string officer, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "SELECT officer FROM follow_up_actors WHERE party = @0 AND kind = @1 AND reference = @2 AND officer = @3",
            followUp.Party.ToString(), followUp.Kind.ToString(), followUp.Reference, officer).FirstAsync(row => row.Text("officer"), ct) is not null;

    /// <inheritdoc />
    public ValueTask<FollowUp?> FindAsync(IWork work, string id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared("SELECT * FROM follow_ups WHERE id = @0", id).FirstAsync(Read, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<FollowUp>> OpenAsync(PartyId party, int most, CancellationToken ct) => database.ListAsync(
        "SELECT * FROM follow_ups WHERE done_at IS NULL AND (party = @0 OR (counterpart = @0 AND escalated_at IS NOT NULL)) "
        + "ORDER BY CASE WHEN party = @0 THEN 0 ELSE 1 END, CASE kind WHEN 'UrgentAnswer' THEN 0 ELSE 1 END, due_at, id LIMIT @1",
            [party.ToString(), most], Read, ct);

    /// <inheritdoc />
    public async ValueTask CloseAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared("UPDATE follow_ups SET done_at = @1 WHERE id = @0", id, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask CloseAsync(
        IWork work, PartyId party, FollowUpKind kind, string reference, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "UPDATE follow_ups SET done_at = @3 WHERE party = @0 AND kind = @1 AND reference = @2 AND done_at IS NULL",
            party.ToString(), kind.ToString(), reference, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<FollowUp>> PastDueAsync(DateTimeOffset now, int most, CancellationToken ct) => database.ListAsync(
        "SELECT * FROM follow_ups WHERE done_at IS NULL AND escalated_at IS NULL AND due_at < @0 ORDER BY due_at, id LIMIT @1",
        [SqlValue.Of(now), most], Read, ct);

    /// <inheritdoc />
    public async ValueTask EscalateAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared("UPDATE follow_ups SET escalated_at = @1 WHERE id = @0", id, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask<int> CountOverdueAsync(DateTimeOffset now, CancellationToken ct) => (await database.ListAsync(
        "SELECT COUNT(*) AS overdue FROM follow_ups WHERE done_at IS NULL AND due_at < @0", [SqlValue.Of(now)],
        row => row.Number("overdue"), ct))[0];

    private static FollowUp Read(DbDataReader row) => new()
    {
        Id = row.Text("id"),
        Party = new PartyId(row.Text("party")),
        Counterpart = new PartyId(row.Text("counterpart")),
        Kind = row.Word<FollowUpKind>("kind"),
        Reference = row.Text("reference"),
        Cause = row.Text("cause"),
        Officer = row.Text("officer"),
        MadeAt = row.Instant("made_at"),
        DueAt = row.Instant("due_at"),
        EscalatedAt = row.InstantOrNull("escalated_at"),
        DoneAt = row.InstantOrNull("done_at"),
    };
}
