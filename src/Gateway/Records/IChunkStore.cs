using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>The rows of chunks: those that wait for a deposit, alert or delivery, and those that one has taken.</summary>
public interface IChunkStore
{
    /// <summary>The upload of a section that is not abandoned, within a work; null where there is none.</summary>
    ValueTask<ChunkUpload?> FindAsync(IWork work, SectionVersion of, CancellationToken ct);

    /// <summary>The same as it is committed now.</summary>
    ValueTask<ChunkUpload?> FindAsync(SectionVersion of, CancellationToken ct);

    /// <summary>Adds an upload without chunks in place of the section's staged one, if there is one, which is abandoned.</summary>
    ValueTask BeginAsync(IWork work, ChunkUpload upload, DateTimeOffset at, CancellationToken ct);

    /// <summary>Adds the next chunk to an upload.</summary>
    ValueTask AppendAsync(IWork work, ChunkUpload upload, SealedChunk chunk, DateTimeOffset at, CancellationToken ct);

    /// <summary>
    /// The party's uploads that nothing has taken and no sweep has erased, abandoned ones among them, and the bytes of their chunks.
    /// </summary>
    ValueTask<(int Uploads, long Bytes)> WaitingAsync(IWork work, PartyId holder, CancellationToken ct);

    /// <summary>The digest of each chunk of an upload, in order.</summary>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> DigestsAsync(IWork work, ChunkUpload upload, CancellationToken ct);

    /// <summary>Marks an upload as taken.</summary>
    ValueTask TakeAsync(IWork work, ChunkUpload upload, CancellationToken ct);

    /// <summary>
    /// Abandons what was uploaded under a record, alert or request, taken or not: its key is gone or never handed out again. The chunks may be
    /// many, and are left to the sweep.
    /// </summary>
    /// <param name="work">The work that takes it back or erases it.</param>
    /// <param name="place">What it belongs to.</param>
    /// <param name="holder">Whose it is.</param>
    /// <param name="record">The record, alert or request, as the sections' labels name it.</param>
    /// <param name="section">One section of it, in each version; null for all.</param>
    /// <param name="ct">Withdraws it.</param>
    ValueTask AbandonAsync(IWork work, SectionPlace place, PartyId holder, string record, string? section, CancellationToken ct);

    /// <summary>A chunk as iv ‖ ciphertext ‖ tag, as it is committed now; empty where it is not there, or its upload is abandoned.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(ChunkUpload upload, int index, CancellationToken ct);

    /// <summary>
    /// Erases at most so many chunks of an upload begun before an instant that is abandoned, or staged and untouched since another.
    /// </summary>
    /// <returns>False where there is no such upload.</returns>
    ValueTask<bool> SweepAsync(IWork work, DateTimeOffset begunBefore, DateTimeOffset untouchedSince, int most, CancellationToken ct);
}
