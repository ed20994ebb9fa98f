using Gateway.Audit;

namespace Gateway.Client;

/// <summary>
/// The newest checkpoint this party has seen of its log, kept across restarts (C2SP tlog-checkpoint). Every other one must extend
/// it or be extended by it, so the log cannot show this party one history today and another tomorrow. Thread-safe; processes may
/// share the file.
/// </summary>
public sealed class CheckpointMemory(ClientState state, LogKeyMemory log, ConsistencyProofs proofs)
{
    /// <summary>The newest checkpoint seen; null before the first.</summary>
    public Checkpoint? Newest =>
        state.Read(r => Checkpoint.Parse(r.GetString(0)), "SELECT note FROM checkpoint WHERE origin = @0", log.Origin) is [var newest]
            ? newest
            : null;

    /// <summary>Believes a checkpoint, and remembers it first where it is the newest.</summary>
    /// <exception cref="ReceiptRefusedException">It is not signed by the pinned log.</exception>
    /// <exception cref="LogForkedException">It, or what the log tells of its keys, contradicts what is remembered.</exception>
    /// <exception cref="GatewayException">The proof cannot be had now: nothing is believed.</exception>
    public async ValueTask TrustAsync(Checkpoint checkpoint, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (!await log.TrustsAsync(checkpoint, ct))
            throw new ReceiptRefusedException("the checkpoint is not signed by the pinned log");
        // Everything extends the empty tree, so it says nothing about what came after.
        if (checkpoint.Size == 0) throw new ReceiptRefusedException("the checkpoint is of the empty tree");
        while (true)
        {
            var newest = Newest;
            if (newest is not null) await RequireConsistentAsync(newest, checkpoint, ct);
            // INVARIANT: what is remembered only grows, and only from what it was compared with; a lost race compares again.
            if (newest is not null && checkpoint.Size <= newest.Size) return;
            if (Replace(newest, checkpoint)) return;
        }
    }

    /// <summary>Believes what the log calls its newest checkpoint: it cannot be older than what was seen before it was asked for.</summary>
    /// <inheritdoc cref="TrustAsync" path="/exception" />
    public async ValueTask<Checkpoint> TrustNewestAsync(Func<CancellationToken, Task<string>> newestNote, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(newestNote);
        var seen = Newest;
        var checkpoint = Read(await newestNote(ct));
        if (seen is not null && checkpoint.Size < seen.Size && await log.TrustsAsync(checkpoint, ct)) throw Forked(seen, checkpoint);
        await TrustAsync(checkpoint, ct);
        return checkpoint;
    }

    private static Checkpoint Read(string note)
    {
        try
        {
            return Checkpoint.Parse(note);
        }
        catch (FormatException e)
        {
            throw new ReceiptRefusedException(e.Message, e);
        }
    }

    private async ValueTask RequireConsistentAsync(Checkpoint newest, Checkpoint checkpoint, CancellationToken ct)
    {
        var (older, newer) = checkpoint.Size < newest.Size ? (checkpoint, newest) : (newest, checkpoint);
        var proof = older.Size == newer.Size ? [] : await ProofAsync(newest, checkpoint, older.Size, newer.Size, ct);
        var isConsistent = MerkleProof.VerifyConsistency(older.Size, newer.Size, older.Root.Span, newer.Root.Span, proof);
        if (!isConsistent) throw Forked(newest, checkpoint);
    }

    private async ValueTask<IReadOnlyList<byte[]>> ProofAsync(
        Checkpoint newest, Checkpoint checkpoint, long oldSize, long newSize, CancellationToken ct)
    {
        try
        {
            return await proofs(oldSize, newSize, ct);
        }
        catch (GatewayException e) when (e.Failure is GatewayFailure.OutOfRange or GatewayFailure.Invalid)
        {
            // The log signed both sizes: one that refuses them now, by whichever name, no longer has them.
            throw Forked(newest, checkpoint, e);
        }
    }

    private bool Replace(Checkpoint? old, Checkpoint checkpoint) => 1 == (old is null
        ? state.Write("INSERT INTO checkpoint (origin, note) VALUES (@0, @1) ON CONFLICT (origin) DO NOTHING", log.Origin, checkpoint.Note)
        : state.Write("UPDATE checkpoint SET note = @1 WHERE origin = @0 AND note = @2", log.Origin, checkpoint.Note, old.Note));

    private LogForkedException Forked(Checkpoint newest, Checkpoint checkpoint, Exception? inner = null) => new(
        $"the log `{log.Origin}` at size {checkpoint.Size} is not consistent with what was seen at size {newest.Size}: it was forked or rolled back",
        newest.Note, checkpoint.Note, inner);
}
