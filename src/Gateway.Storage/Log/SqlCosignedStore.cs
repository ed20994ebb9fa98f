using Gateway.Audit;

namespace Gateway.Storage.Log;

/// <summary>The newest cosigned checkpoint in SQL (023_cosigned.sql).</summary>
public sealed class SqlCosignedStore(SqliteDatabase database)
{
    /// <summary>The checkpoint with its signatures, and when they were collected; null before the first.</summary>
    public ValueTask<CosignedCheckpoint?> NewestAsync(CancellationToken ct) => database.FirstAsync(
        "SELECT note, cosigned_at FROM log_cosigned", [],
        row => new CosignedCheckpoint(Checkpoint.Parse(row.Text("note")), row.Instant("cosigned_at")), ct);

    /// <summary>Keeps one that is as large as the one before, or larger; a smaller one came late and is dropped.</summary>
    public async ValueTask KeepAsync(CosignedCheckpoint cosigned, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        await SqlWork.Of(work).Prepared(
            "INSERT INTO log_cosigned (id, size, note, cosigned_at) VALUES (1, @0, @1, @2) ON CONFLICT (id) DO UPDATE "
            + "SET size = excluded.size, note = excluded.note, cosigned_at = excluded.cosigned_at WHERE excluded.size >= log_cosigned.size",
            cosigned.Checkpoint.Size, cosigned.Checkpoint.Note, SqlValue.Of(cosigned.At)).ExecuteNonQueryAsync(ct);
        await database.CommitAsync(work);
    }
}
