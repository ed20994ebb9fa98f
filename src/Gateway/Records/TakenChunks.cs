using Gateway.Crypto;
using Gateway.Enforcement;

namespace Gateway.Records;

/// <summary>The chunks that a deposit, an alert or a delivery has taken: found before the decision that lets them go, and read after it.</summary>
internal sealed class TakenChunks(IChunkStore chunks)
{
    /// <summary>The upload of a section; null where it has none: then nothing of it leaves, and no release is logged.</summary>
    public async ValueTask<ChunkUpload?> FindAsync(SectionVersion of, CancellationToken ct) =>
        await chunks.FindAsync(of, ct) is { State: UploadState.Deposited } found ? found : null;

    /// <exception cref="RefusedException">It has no chunk of this index.</exception>
    public static ChunkUpload RequireIndex(ChunkUpload taken, int index) =>
        index < taken.Count ? taken : throw new RefusedException(Refusal.OutOfRange, $"the section has {taken.Count} chunks");

    /// <exception cref="RefusedException">It is gone since: deciding again tells what became of it.</exception>
    public async ValueTask<SealedChunk> ReadAsync(ChunkUpload taken, int index, CancellationToken ct)
    {
        var bytes = await chunks.ReadAsync(taken, index, ct);
        if (bytes.IsEmpty) throw new RefusedException(Refusal.UnderWay, "its chunks are no longer there: it was erased or taken back");
        return new SealedChunk(taken.Of.Chunk(index, index == taken.Count - 1), bytes);
    }
}
