using System.Data.Common;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Storage.Enforcement;

/// <summary>The proposals' rows in SQL (019_proposals.sql).</summary>
public sealed class SqlProposalStore(SqliteDatabase database) : IProposalStore
{
    private const string Find = "SELECT * FROM proposals WHERE id = @0";

    /// <inheritdoc />
    public async ValueTask AddAsync(IWork work, Proposal proposal, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO proposals (id, party, act, sealed_content, proposed_by, proposed_at) VALUES (@0, @1, @2, @3, @4, @5)",
        proposal.Id, proposal.Party.ToString(), proposal.Act, SqlValue.Of(proposal.SealedContent), proposal.ProposedBy,
        SqlValue.Of(proposal.ProposedAt)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public ValueTask<Proposal?> FindAsync(IWork work, string id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(Find, id).FirstAsync(Read, ct);

    /// <inheritdoc />
    public ValueTask<Proposal?> FindAsync(string id, CancellationToken ct) => database.FirstAsync(Find, [id], Read, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Proposal>> OpenAsync(PartyId party, DateTimeOffset proposedAfter, int most, CancellationToken ct) =>
        database.ListAsync(
            "SELECT * FROM proposals WHERE party = @0 AND closed_at IS NULL AND proposed_at > @1 ORDER BY proposed_at, id LIMIT @2",
            [party.ToString(), SqlValue.Of(proposedAfter), most], Read, ct);

    /// <inheritdoc />
    public async ValueTask CloseAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct) => await SqlWork.Of(work)
        .Prepared("UPDATE proposals SET closed_at = @1, sealed_content = x'' WHERE id = @0", id, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);

    private static Proposal Read(DbDataReader row) => new()
    {
        Id = row.Text("id"),
        Party = new PartyId(row.Text("party")),
        Act = row.Text("act"),
        SealedContent = row.Bytes("sealed_content"),
        ProposedBy = row.Text("proposed_by"),
        ProposedAt = row.Instant("proposed_at"),
        ClosedAt = row.InstantOrNull("closed_at"),
    };
}
