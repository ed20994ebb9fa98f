using Gateway.Audit;
using Gateway.Parties;
using Gateway.Records;

namespace Gateway.Storage.Records;

/// <summary>The rows of formal decisions in SQL (012_formal_decisions.sql, 021_erasures.sql).</summary>
public sealed class SqlFormalDecisionStore(SqliteDatabase database) : IFormalDecisionStore
{
    /// <inheritdoc />
    public async ValueTask<bool> TryAskAsync(IWork work, string request, PartyId holder, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO formal_decisions (request, holder, asked_at) VALUES (@0, @1, @2) ON CONFLICT (request) DO NOTHING",
            request, holder.ToString(), SqlValue.Of(at)).ExecuteNonQueryAsync(ct) == 1;

    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(IWork work, string request, CancellationToken ct)
    {
        var found = await SqlWork.Of(work).Prepared("SELECT sealed_decision FROM formal_decisions WHERE request = @0", request)
            .ListAsync(row => row.Bytes("sealed_decision"), ct);
        return found.Count == 0 ? (ReadOnlyMemory<byte>?)null : found[0]; // a bare null would become an empty one
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> AskedAsync(PartyId holder, int most, CancellationToken ct) => database.ListAsync(
        "SELECT f.request FROM formal_decisions f JOIN requests r ON r.id = f.request "
        + "WHERE f.holder = @0 AND f.decided_at IS NULL AND r.withdrawn_at IS NULL ORDER BY f.asked_at, f.request LIMIT @1",
        [holder.ToString(), most], row => row.Text("request"), ct);

    /// <inheritdoc />
    public async ValueTask DecideAsync(
        IWork work, string request, ReadOnlyMemory<byte> sealedDecision, DateTimeOffset at, DateTimeOffset appealableUntil, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "UPDATE formal_decisions SET sealed_decision = @1, decided_at = @2, appealable_until = @3 WHERE request = @0",
            request, SqlValue.Of(sealedDecision), SqlValue.Of(at), SqlValue.Of(appealableUntil)).ExecuteNonQueryAsync(ct);
}
