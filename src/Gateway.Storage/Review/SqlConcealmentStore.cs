using Gateway.Audit;
using Gateway.Parties;
using Gateway.Review;

namespace Gateway.Storage.Review;

/// <summary>The rows of ended concealments in SQL (024_review.sql).</summary>
public sealed class SqlConcealmentStore(SqliteDatabase database) : IConcealmentStore
{
    /// <inheritdoc />
    public async ValueTask<bool> TryEndAsync(IWork work, string reference, PartyId party, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO concealments_ended (reference, party, ended_at) VALUES (@0, @1, @2) ON CONFLICT (reference, party) DO NOTHING",
            reference, $"{party}", SqlValue.Of(at)).ExecuteNonQueryAsync(ct) == 1;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<PartyId>> EndedByAsync(string reference, CancellationToken ct) => database.ListAsync(
        "SELECT party FROM concealments_ended WHERE reference = @0", [reference], row => new PartyId(row.Text("party")), ct);
}
