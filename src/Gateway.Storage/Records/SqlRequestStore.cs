using System.Data.Common;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Records;

namespace Gateway.Storage.Records;

/// <summary>The requests' rows in SQL (004_requests.sql, 010_follow_ups.sql, 013_releases.sql, 017_content_keys.sql).</summary>
public sealed class SqlRequestStore(SqliteDatabase database) : IRequestStore
{
    private const string Find = "SELECT * FROM requests WHERE id = @0";

    /// <inheritdoc />
    public async ValueTask<bool> TryAddAsync(IWork work, StoredRequest request, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO requests (id, asker, holder, idempotency_key, digest, sealed_content, sealed_answer, reasons, "
            + "reasons_signature, waits, asked_at, closed_at, officer, subject, refused, reasons_key) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15) "
            + "ON CONFLICT (asker, idempotency_key) DO NOTHING",
            request.Id, request.Asker.ToString(), request.Holder.ToString(), request.IdempotencyKey, SqlValue.Of(request.Digest),
            SqlValue.Of(request.SealedContent), SqlValue.Of(request.SealedAnswer), SqlValue.OrNull(request.Reasons),
            request.ReasonsSignature, request.Waits, SqlValue.Of(request.AskedAt), SqlValue.Of(request.ClosedAt),
            request.Officer, SqlValue.OrNull(request.Subject), request.IsRefused, SqlValue.OrNull(request.ReasonsKey))
            .ExecuteNonQueryAsync(ct) == 1;

    /// <inheritdoc />
    public ValueTask<StoredRequest?> FindAsync(IWork work, string id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(Find, id).FirstAsync(Read, ct);

    /// <inheritdoc />
    public ValueTask<StoredRequest?> FindAsync(string id, CancellationToken ct) => database.FirstAsync(Find, [id], Read, ct);

    /// <inheritdoc />
    public ValueTask<StoredRequest?> FindByKeyAsync(PartyId asker, string idempotencyKey, CancellationToken ct) =>
        database.FirstAsync("SELECT * FROM requests WHERE asker = @0 AND idempotency_key = @1",
            [asker.ToString(), idempotencyKey], Read, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StoredRequest>> WaitingAsync(
        PartyId holder, DateTimeOffset askedAfter, string after, int most, CancellationToken ct) =>
        database.ListAsync( // an id begins with its time
            "SELECT * FROM requests WHERE holder = @0 AND waits = TRUE AND closed_at IS NULL AND asked_at > @1 AND id > @2 ORDER BY id LIMIT @3",
            [holder.ToString(), SqlValue.Of(askedAfter), after, most], Read, ct);

    /// <inheritdoc />
    public async ValueTask<bool> HasAskedAsync(
        IWork work, PartyId asker, string officer, DateTimeOffset since, int times, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "SELECT id FROM requests WHERE asker = @0 AND officer = @1 AND asked_at > @2 ORDER BY asked_at LIMIT 1 OFFSET @3",
            asker.ToString(), officer, SqlValue.Of(since), times - 1).FirstAsync(row => row.Text("id"), ct) is not null;

    /// <inheritdoc />
    public async ValueTask<bool> WasRefusedAsync(
        IWork work, PartyId asker, ReadOnlyMemory<byte> subject, DateTimeOffset since, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "SELECT id FROM requests WHERE asker = @0 AND subject = @1 AND refused = TRUE AND asked_at > @2 LIMIT 1",
            asker.ToString(), SqlValue.Of(subject), SqlValue.Of(since)).FirstAsync(row => row.Text("id"), ct) is not null;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> AssessmentsAsync(IWork work, string id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared("SELECT sealed_assessment FROM request_assessments WHERE request = @0 ORDER BY position", id)
            .ListAsync(row => row.Bytes("sealed_assessment"), ct);

    /// <inheritdoc />
    public async ValueTask AddAssessmentAsync(
        IWork work, string id, ReadOnlyMemory<byte> sealedAssessment, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO request_assessments (request, position, sealed_assessment) "
            + "SELECT @0, COALESCE(MAX(position), 0) + 1, @1 FROM request_assessments WHERE request = @0",
            id, SqlValue.Of(sealedAssessment)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask CloseAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct)
    {
        var changed = await SqlWork.Of(work).Prepared("UPDATE requests SET closed_at = @1 WHERE id = @0", id, SqlValue.Of(at))
            .ExecuteNonQueryAsync(ct);
        if (changed != 1) throw new InvalidOperationException("there is no such request to close");
    }

    /// <inheritdoc />
    public async ValueTask<bool> TryWithdrawAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "UPDATE requests SET withdrawn_at = @1, closed_at = COALESCE(closed_at, @1) WHERE id = @0 AND withdrawn_at IS NULL",
            id, SqlValue.Of(at)).ExecuteNonQueryAsync(ct) == 1;

    private static StoredRequest Read(DbDataReader row) => new()
    {
        Id = row.Text("id"),
        Asker = new PartyId(row.Text("asker")),
        Holder = new PartyId(row.Text("holder")),
        Officer = row.Text("officer"),
        Subject = row.Bytes("subject"),
        IsRefused = row.Flag("refused"),
        IdempotencyKey = row.Text("idempotency_key"),
        Digest = row.Bytes("digest"),
        SealedContent = row.Bytes("sealed_content"),
        SealedAnswer = row.Bytes("sealed_answer"),
        Reasons = row.Bytes("reasons"),
        ReasonsSignature = row.Text("reasons_signature"),
        ReasonsKey = row.Bytes("reasons_key"),
        Waits = row.Flag("waits"),
        AskedAt = row.Instant("asked_at"),
        WithdrawnAt = row.InstantOrNull("withdrawn_at"),
        ClosedAt = row.InstantOrNull("closed_at"),
    };
}
