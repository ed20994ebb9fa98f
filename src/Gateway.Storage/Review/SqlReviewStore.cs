using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Review;

namespace Gateway.Storage.Review;

/// <summary>What log review reads and keeps in SQL (002_parties.sql, 024_review.sql).</summary>
public sealed class SqlReviewStore(SqliteDatabase database, IPartyStore parties) : IReviewStore
{
    private sealed record Reviewed(DateTimeOffset Until);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<PartyId>> PartiesAsync(CancellationToken ct) =>
        database.ListAsync("SELECT id FROM parties ORDER BY id", [], row => new PartyId(row.Text("id")), ct);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Officer>> OfficersAsync(PartyId party, CancellationToken ct)
    {
        List<Officer> officers = [];
        foreach (var id in await database.ListAsync("SELECT id FROM officers WHERE party = @0", [$"{party}"], row => row.Text("id"), ct))
            if (await parties.FindOfficerAsync(party, id, ct) is { } officer) officers.Add(officer);
        return officers;
    }

    /// <inheritdoc />
    public async ValueTask<DateTimeOffset?> ReviewedUntilAsync(PartyId party, CancellationToken ct) => (await database.FirstAsync(
        "SELECT reviewed_until FROM log_reviews WHERE party = @0", [$"{party}"], row => new Reviewed(row.Instant("reviewed_until")), ct))?.Until;

    /// <inheritdoc />
    public async ValueTask<bool> TryAdvanceAsync(IWork work, PartyId party, DateTimeOffset? from, DateTimeOffset until, CancellationToken ct) =>
        await (from is { } known
            ? SqlWork.Of(work).Prepared("UPDATE log_reviews SET reviewed_until = @2 WHERE party = @0 AND reviewed_until = @1",
                $"{party}", SqlValue.Of(known), SqlValue.Of(until))
            : SqlWork.Of(work).Prepared("INSERT INTO log_reviews (party, reviewed_until) VALUES (@0, @1) ON CONFLICT (party) DO NOTHING",
                $"{party}", SqlValue.Of(until))).ExecuteNonQueryAsync(ct) == 1;
}
