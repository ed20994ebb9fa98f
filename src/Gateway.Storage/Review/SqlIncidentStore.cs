using System.Data.Common;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Review;

namespace Gateway.Storage.Review;

/// <summary>Incidents in SQL (024_review.sql, 010_follow_ups.sql).</summary>
public sealed class SqlIncidentStore(SqliteDatabase database) : IIncidentStore
{
    private sealed record Confirmed(DateTimeOffset? At);

    /// <inheritdoc />
    public async ValueTask<bool> TryAddAsync(IWork work, Incident incident, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO incidents (id, party, receiver, reference, was_opened, aware_at, reported_at) VALUES (@0, @1, @2, @3, @4, @5, @6) "
        + "ON CONFLICT (party, reference) DO NOTHING",
        incident.Id, $"{incident.Party}", $"{incident.Receiver}", incident.Reference, incident.WasOpened, SqlValue.Of(incident.AwareAt),
        SqlValue.Of(incident.ReportedAt)).ExecuteNonQueryAsync(ct) == 1;

    /// <inheritdoc />
    public ValueTask<Incident?> FindAsync(PartyId party, string id, CancellationToken ct) =>
        database.FirstAsync("SELECT * FROM incidents WHERE party = @0 AND id = @1", [$"{party}", id], Read, ct);

    /// <inheritdoc />
    public async ValueTask<DateTimeOffset?> ErasureConfirmedAtAsync(Incident incident, CancellationToken ct) => (await database.FirstAsync(
        "SELECT done_at FROM follow_ups WHERE party = @0 AND kind = @1 AND reference = @2 AND cause = @3 ORDER BY made_at DESC LIMIT 1",
        [$"{incident.Receiver}", nameof(FollowUpKind.ErasureInstruction), incident.Reference, Incident.Cause],
        row => new Confirmed(row.InstantOrNull("done_at")), ct))?.At;

    private static Incident Read(DbDataReader row) => new(
        row.Text("id"), new PartyId(row.Text("party")), new PartyId(row.Text("receiver")), row.Text("reference"), row.Flag("was_opened"),
        row.Instant("aware_at"), row.Instant("reported_at"));
}
