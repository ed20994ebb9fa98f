using System.Data.Common;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Storage.Enforcement;

/// <summary>The cases' rows in SQL (002_parties.sql). All of it runs within works.</summary>
public sealed class SqlCaseStore : ICaseStore
{
    /// <inheritdoc />
    public ValueTask<CaseFile?> FindAsync(IWork work, PartyId party, string id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared("SELECT * FROM cases WHERE party = @0 AND id = @1", party.ToString(), id).FirstAsync(Read, ct);

    /// <inheritdoc />
    public async ValueTask<bool> TryAddAsync(IWork work, CaseFile file, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO cases (party, id, kind, purpose, subject, officers, opened_at, closed_at) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7) ON CONFLICT (party, id) DO NOTHING",
            file.Party.ToString(), file.Id, file.Kind.ToString(), file.Purpose, SqlValue.OrNull(file.Subject),
            SqlValue.Of(file.Officers), SqlValue.Of(file.OpenedAt), SqlValue.Of(file.ClosedAt))
            .ExecuteNonQueryAsync(ct) == 1;

    /// <inheritdoc />
    public async ValueTask CloseAsync(
        IWork work, PartyId party, string id, DateTimeOffset at, DateTimeOffset? followUp, CancellationToken ct)
    {
        var changed = await SqlWork.Of(work).Prepared(
            "UPDATE cases SET closed_at = @2, follow_up_at = @3 WHERE party = @0 AND id = @1",
            party.ToString(), id, SqlValue.Of(at), SqlValue.Of(followUp)).ExecuteNonQueryAsync(ct);
        if (changed != 1) throw new InvalidOperationException("there is no such case to close");
    }

    private static CaseFile Read(DbDataReader row) => new()
    {
        Party = new PartyId(row.Text("party")),
        Id = row.Text("id"),
        Kind = row.Word<CaseKind>("kind"),
        Purpose = row.Text("purpose"),
        Subject = row.Bytes("subject"),
        Officers = row.Codes("officers"),
        OpenedAt = row.Instant("opened_at"),
        ClosedAt = row.InstantOrNull("closed_at"),
    };
}
