using System.Data.Common;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Records;

namespace Gateway.Storage.Records;

/// <summary>The rows of chunks in SQL (016_chunks.sql, 027_chunk_places.sql).</summary>
public sealed class SqlChunkStore(SqliteDatabase database) : IChunkStore
{
    private sealed record Swept(string Id);

    private sealed record Waiting(int Uploads, long Bytes);

    private const string Find = "SELECT id, place, holder, record, section, version, chunk_count, bytes, is_ended, state FROM uploads "
        + "WHERE holder = @0 AND record = @1 AND section = @2 AND version = @3 AND place = @4 AND state <> 'Abandoned'";

    /// <inheritdoc />
    public ValueTask<ChunkUpload?> FindAsync(IWork work, SectionVersion of, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(Find, of.Holder.ToString(), of.Record, of.Section, of.Version, of.Place.ToString()).FirstAsync(Read, ct);

    /// <inheritdoc />
    public ValueTask<ChunkUpload?> FindAsync(SectionVersion of, CancellationToken ct) =>
        database.FirstAsync(Find, [of.Holder.ToString(), of.Record, of.Section, of.Version, of.Place.ToString()], Read, ct);

    /// <inheritdoc />
    public async ValueTask BeginAsync(IWork work, ChunkUpload upload, DateTimeOffset at, CancellationToken ct)
    {
        var (sql, of) = (SqlWork.Of(work), upload.Of);
        await sql.Prepared("UPDATE uploads SET state = 'Abandoned' "
            + "WHERE holder = @0 AND record = @1 AND section = @2 AND version = @3 AND place = @4 AND state = 'Staged'",
            of.Holder.ToString(), of.Record, of.Section, of.Version, of.Place.ToString()).ExecuteNonQueryAsync(ct);
        await sql.Prepared("INSERT INTO uploads (id, holder, record, section, version, state, touched_at, place) "
            + "VALUES (@0, @1, @2, @3, @4, 'Staged', @5, @6)",
            upload.Id, of.Holder.ToString(), of.Record, of.Section, of.Version, SqlValue.Of(at), of.Place.ToString()).ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public async ValueTask AppendAsync(IWork work, ChunkUpload upload, SealedChunk chunk, DateTimeOffset at, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        await sql.Prepared("INSERT INTO chunks (upload, position, digest, sealed) VALUES (@0, @1, @2, @3)",
            upload.Id, chunk.Label.Index, chunk.Digest(), SqlValue.Of(chunk.Bytes)).ExecuteNonQueryAsync(ct);
        await sql.Prepared("UPDATE uploads SET chunk_count = chunk_count + 1, bytes = bytes + @1, is_ended = @2, touched_at = @3 WHERE id = @0",
            upload.Id, chunk.Bytes.Length, chunk.Label.IsLast, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public async ValueTask<(int Uploads, long Bytes)> WaitingAsync(IWork work, PartyId holder, CancellationToken ct)
    {
        var waiting = await SqlWork.Of(work).Prepared("SELECT COUNT(*) AS uploads, COALESCE(SUM(bytes), 0) AS bytes FROM uploads "
            + "WHERE holder = @0 AND state <> 'Deposited'", holder.ToString())
            .FirstAsync(row => new Waiting(row.Number("uploads"), row.LongNumber("bytes")), ct);
        return (waiting!.Uploads, waiting.Bytes); // a count has one row
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> DigestsAsync(IWork work, ChunkUpload upload, CancellationToken ct) =>
        SqlWork.Of(work).Prepared("SELECT digest FROM chunks WHERE upload = @0 ORDER BY position", upload.Id)
            .ListAsync(row => row.Bytes("digest"), ct);

    /// <inheritdoc />
    public async ValueTask TakeAsync(IWork work, ChunkUpload upload, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared("UPDATE uploads SET state = 'Deposited' WHERE id = @0", upload.Id).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public ValueTask AbandonAsync(IWork work, SectionPlace place, PartyId holder, string record, string? section, CancellationToken ct) =>
        AbandonAsync(SqlWork.Of(work), place, holder.ToString(), record, section, ct);

    /// <summary>The same for the stores that take back or erase.</summary>
    internal static async ValueTask AbandonAsync(
        SqlWork sql, SectionPlace place, string holder, string record, string? section, CancellationToken ct) =>
        await sql.Prepared("UPDATE uploads SET state = 'Abandoned' WHERE holder = @0 AND record = @1 AND (@2 IS NULL OR section = @2) AND place = @3 "
            + "AND state <> 'Abandoned'", holder, record, section, place.ToString()).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(ChunkUpload upload, int index, CancellationToken ct) => database.ReadAsync(async reader =>
        await reader.Get("SELECT c.sealed FROM chunks c JOIN uploads u ON u.id = c.upload "
            + "WHERE c.upload = @0 AND c.position = @1 AND u.state <> 'Abandoned'", transaction: null, [upload.Id, index])
            .ExecuteScalarAsync(ct) is byte[] bytes ? bytes : ReadOnlyMemory<byte>.Empty, ct);

    /// <inheritdoc />
    public async ValueTask<bool> SweepAsync(IWork work, DateTimeOffset begunBefore, DateTimeOffset untouchedSince, int most, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var swept = await sql.Prepared("SELECT id FROM uploads WHERE id < @0 "
            + "AND (state = 'Abandoned' OR (state = 'Staged' AND touched_at < @1)) LIMIT 1",
            Identifiers.Least(begunBefore), SqlValue.Of(untouchedSince)).FirstAsync(row => new Swept(row.Text("id")), ct);
        if (swept is null) return false;
        // First: nobody must go on with an upload whose first chunks are gone.
        await sql.Prepared("UPDATE uploads SET state = 'Abandoned' WHERE id = @0", swept.Id).ExecuteNonQueryAsync(ct);
        var erased = await sql.Prepared("DELETE FROM chunks WHERE upload = @0 AND position IN (SELECT position FROM chunks WHERE upload = @0 LIMIT @1)",
            swept.Id, most).ExecuteNonQueryAsync(ct);
        if (erased < most) await sql.Prepared("DELETE FROM uploads WHERE id = @0", swept.Id).ExecuteNonQueryAsync(ct);
        return true;
    }

    private static ChunkUpload Read(DbDataReader row) => new(
        row.Text("id"),
        new SectionVersion(
            row.Word<SectionPlace>("place"), new PartyId(row.Text("holder")), row.Text("record"), row.Text("section"), row.Number("version")),
        row.Number("chunk_count"), row.LongNumber("bytes"), row.Flag("is_ended"), row.Word<UploadState>("state"));
}
