using Gateway.Audit;
using Gateway.Parties;
using Gateway.Review;

namespace Gateway.Storage.Review;

/// <summary>The rows of ended secrecy in SQL (024_review.sql).</summary>
public sealed class SqlSecrecyEndedStore(SqliteDatabase database) : ISecrecyEndedStore
{
    /// <inheritdoc />
    public async ValueTask<bool> TryAddAsync(IWork work, SecrecyEnded ended, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO secrecy_ended (reference, party, ended_at, proof) VALUES (@0, @1, @2, @3) ON CONFLICT (reference, party) DO NOTHING",
        ended.Reference, $"{ended.Party}", SqlValue.Of(ended.At), SqlValue.Of(ended.Proof)).ExecuteNonQueryAsync(ct) == 1;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<SecrecyEnded>> OfMatterAsync(string reference, CancellationToken ct) => database.ListAsync(
        "SELECT party, ended_at, proof FROM secrecy_ended WHERE reference = @0", [reference],
        row => new SecrecyEnded(reference, new PartyId(row.Text("party")), row.Instant("ended_at")) { Proof = row.Bytes("proof") }, ct);
}
