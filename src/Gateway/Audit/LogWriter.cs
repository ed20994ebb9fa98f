using System.Threading.Channels;

namespace Gateway.Audit;

/// <summary>
/// The one writer of a log. Changes that arrive while a batch commits are the next batch (no timer), so the cost of making
/// things durable is shared by whoever waits.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private const int MaxBatch = 256;

    private readonly Channel<PendingChange> _queue =
        Channel.CreateUnbounded<PendingChange>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LogBatch _batch;
    private readonly Task _loop;

    public LogWriter(IDatabase database, ILogStore store, LogSigner signer, TimeProvider time)
    {
        _batch = new LogBatch(database, store, signer, time);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>The log's key as it counts now.</summary>
    public LogSigner Signer => _batch.Signer;

    /// <exception cref="LogUnavailableException">The log is closed.</exception>
    public void Enqueue(PendingChange change)
    {
        if (!_queue.Writer.TryWrite(change)) throw new LogUnavailableException("the log is closed");
    }

    /// <summary>Finishes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var turn = new List<PendingChange>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            turn.Clear();
            while (turn.Count < MaxBatch && _queue.Reader.TryRead(out var next))
                if (next.TryTake()) turn.Add(next);
            if (turn.Count > 0) await _batch.CommitAsync(turn);
        }
    }
}
