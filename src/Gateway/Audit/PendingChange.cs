namespace Gateway.Audit;

/// <summary>A change that waits for its turn at the writer.</summary>
internal abstract class PendingChange
{
    private const int Waiting = 0, Taken = 1, Withdrawn = 2;

    private int _state;

    /// <summary>Whether the writer may run it; from then on its outcome stands, whatever its caller wishes.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Whether it left before its turn.</summary>
    protected bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;

    /// <summary>Runs the change in the work. Null: it failed, and its caller knows.</summary>
    public abstract ValueTask<IReadOnlyList<AuditEntry>?> ApplyAsync(IWork work);

    /// <summary>Tells the caller that the change is durable.</summary>
    public abstract void Acknowledge(long firstIndex, Checkpoint checkpoint, TileSet tiles);

    /// <summary>Tells the caller that it is not known to be.</summary>
    public abstract void Fail(LogUnavailableException reason);
}

/// <summary>The change of one caller, and the promise it waits on.</summary>
internal sealed class PendingChange<T>(Func<IWork, CancellationToken, ValueTask<Change<T>>> change) : PendingChange
{
    // INVARIANT: callers never run on the writer's thread, so that none of them can hold up the others.
    private readonly TaskCompletionSource<Committed<T>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Change<T>? _done;

    public async Task<Committed<T>> OutcomeAsync(CancellationToken ct)
    {
        await using var _ = ct.Register(() =>
        {
            if (TryWithdraw()) _outcome.TrySetCanceled(ct);
        });
        return await _outcome.Task;
    }

    public override async ValueTask<IReadOnlyList<AuditEntry>?> ApplyAsync(IWork work)
    {
        try
        {
            _done = await change(work, CancellationToken.None);
            return _done.Entries;
        }
        catch (Exception e) // whatever it is, it is the caller's own
        {
            _outcome.TrySetException(e);
            return null;
        }
    }

    public override void Acknowledge(long firstIndex, Checkpoint checkpoint, TileSet tiles)
    {
        if (_done is null) return;
        var entries = _done.Entries.Select((e, i) => new LoggedEntry(e, firstIndex + i));
        _outcome.TrySetResult(new Committed<T>(_done.Value, [.. entries], checkpoint) { Tiles = tiles });
    }

    public override void Fail(LogUnavailableException reason) => _outcome.TrySetException(reason);
}
