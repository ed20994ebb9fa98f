using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>
/// Taking the chunks of a large section before the deposit, alert or delivery that names them. Each chunk is durable by itself, so that a
/// broken upload goes on where it stopped; none of them counts for anything until that takes them all, in one work with the section.
/// </summary>
public sealed class ChunkUploads(
    UploadRights rights, IChunkStore chunks, IDatabase database, UploadLimits limits, TimeProvider time)
{
    /// <summary>Chunks that one work of a sweep erases: it holds the turn of all who write.</summary>
    private const int SweptAtOnce = 16;

    /// <summary>How far an upload of the caller's party is, and SHA-256 over its chunks' digests in order; null where there is none.</summary>
    /// <exception cref="RefusedException">The caller may not upload it.</exception>
    public async Task<(ChunkUpload Upload, byte[] Digest)?> FindAsync(Caller caller, SectionVersion of, CancellationToken ct)
    {
        // Within a work, so that what is counted and what is digested are the same.
        await using var work = await database.BeginAsync(ct);
        await rights.RequireAsync(work, caller, of, ct);
        return await chunks.FindAsync(work, of, ct) is { } upload
            ? (upload, SectionChunks.Of(await chunks.DigestsAsync(work, upload, ct)).DigestBytes())
            : null;
    }

    /// <summary>Begins an upload, or goes on with one.</summary>
    /// <param name="caller">Who uploads.</param>
    /// <param name="of">The section; of the caller's party.</param>
    /// <param name="from">Index of the chunk that comes first; 0 begins anew, and drops what was uploaded before.</param>
    /// <param name="ct">Withdraws it.</param>
    /// <exception cref="RefusedException">
    /// The caller may not upload it, the version is taken already, another chunk comes next, or the party's limit is reached.
    /// </exception>
    public async Task<ChunkUpload> BeginAsync(Caller caller, SectionVersion of, int from, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        await rights.RequireAsync(work, caller, of, ct);
        var known = await chunks.FindAsync(work, of, ct);
        if (known?.State == UploadState.Deposited)
            throw new RefusedException(Refusal.AlreadyExists, "this version of the section is stored already");
        if (from != 0)
            return known is { IsEnded: false } && known.Count == from
                ? known
                : throw new RefusedException(Refusal.WrongState, $"the upload has {known?.Count ?? 0} chunks: another comes next");
        if ((await chunks.WaitingAsync(work, of.Holder, ct)).Uploads >= limits.MostUploads)
            throw new RefusedException(
                Refusal.WrongState, "too many uploads of your party wait for a deposit, alert or delivery: make it, or wait until they are swept");
        var upload = new ChunkUpload(Identifiers.New(time.GetUtcNow()), of, 0, 0, IsEnded: false, UploadState.Staged);
        await chunks.BeginAsync(work, upload, time.GetUtcNow(), ct);
        await database.CommitAsync(work);
        return upload;
    }

    /// <summary>Adds the next chunk. Once this returns, the chunk is durable.</summary>
    /// <exception cref="EnvelopeException">It is not the next chunk of this section.</exception>
    /// <exception cref="RefusedException">
    /// Another upload of the section has begun, or the party's limit is reached; or it answers a request, and the release is taken back since.
    /// </exception>
    public async Task<ChunkUpload> AppendAsync(Caller caller, ChunkUpload upload, SealedChunk chunk, CancellationToken ct)
    {
        ChunkSequence.RequireNext(chunk.Label, upload.Of.Chunk(upload.Count, isLast: false), upload.IsEnded);
        await using var work = await database.BeginAsync(ct);
        // What is most sensitive lies here under a logged release alone, and that may be taken back while it comes.
        if (upload.Of.Place == SectionPlace.Request) await rights.RequireAsync(work, caller, upload.Of, ct);
        if (await chunks.FindAsync(work, upload.Of, ct) != upload)
            throw new RefusedException(Refusal.UnderWay, "another upload of the same section is under way");
        if ((await chunks.WaitingAsync(work, upload.Of.Holder, ct)).Bytes + chunk.Bytes.Length > limits.MostBytes)
            throw new RefusedException(
                Refusal.WrongState, "too much of your party's waits for a deposit, alert or delivery: make it, or wait until it is swept");
        await chunks.AppendAsync(work, upload, chunk, time.GetUtcNow(), ct);
        await database.CommitAsync(work);
        return upload with { Count = upload.Count + 1, Bytes = upload.Bytes + chunk.Bytes.Length, IsEnded = chunk.Label.IsLast };
    }

    /// <summary>
    /// Erases what nobody came back for. What is begun while it runs is left to the next sweep, so that it ends however much is begun; and a
    /// sweep that fails is made up by the next.
    /// </summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        var began = time.GetUtcNow();
        var isLeft = true;
        while (isLeft)
        {
            await using var work = await database.BeginAsync(ct);
            isLeft = await chunks.SweepAsync(work, began, began - limits.Patience, SweptAtOnce, ct);
            await database.CommitAsync(work);
        }
    }

    /// <summary>The upload of a section, found whole within the work that stores the section.</summary>
    /// <param name="work">That work.</param>
    /// <param name="of">The section.</param>
    /// <param name="named">The chunks that its signed label names.</param>
    /// <param name="field">The field of the section.</param>
    /// <param name="ct">Withdraws it.</param>
    /// <exception cref="RefusedException">
    /// They have not all arrived, which is no fault of what names them: they may still come. Or those that have are others.
    /// </exception>
    internal async ValueTask<ChunkUpload> FindWholeAsync(IWork work, SectionVersion of, SectionChunks named, string field, CancellationToken ct)
    {
        var upload = await chunks.FindAsync(work, of, ct) ?? throw new RefusedException(Refusal.WrongState, $"{field}: its chunks are not uploaded");
        if (!upload.IsEnded) throw new RefusedException(Refusal.WrongState, $"{field}: its upload is cut short: chunk {upload.Count} comes next");
        return SectionChunks.Of(await chunks.DigestsAsync(work, upload, ct)) == named
            ? upload
            : throw RefusedException.BadField(field, "the chunks uploaded are not those that the envelope's `aad` names");
    }

    /// <summary>The same, and takes it.</summary>
    /// <inheritdoc cref="FindWholeAsync" path="/exception" />
    internal async ValueTask TakeAsync(IWork work, SectionVersion of, SectionChunks named, string field, CancellationToken ct) =>
        await TakeAsync(work, await FindWholeAsync(work, of, named, field, ct), ct);

    /// <summary>Takes an upload within the work that stores its section; nothing where that was done before.</summary>
    internal async ValueTask TakeAsync(IWork work, ChunkUpload whole, CancellationToken ct)
    {
        if (whole.State == UploadState.Staged) await chunks.TakeAsync(work, whole, ct);
    }
}
