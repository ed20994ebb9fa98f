using Gateway.Records;
using Gateway.Records.Erasure;
using Gateway.Storage;

namespace Gateway.Server.Jobs;

/// <summary>
/// Takes what was erased out of the files: the chunks of large sections, then the write-ahead log. It runs at the start, after each erasure, and
/// again until it is done: somebody who reads just then keeps that log from being emptied. A process that was killed in between makes it up.
/// </summary>
internal sealed partial class ErasureSweep(
    Erasures erasures, IErasureStore store, ChunkUploads uploads, SqliteDatabase database, TimeProvider time, ILogger<ErasureSweep> logger)
        : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _carried = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        erasures.Carried = () => _carried.Release();
        while (true)
        {
            var wait = Round;
            try
            {
                if (!await TrySweepAsync(stoppingToken)) wait = Again;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                RoundFailed(logger, e.GetType().Name);
            }
            await _carried.WaitAsync(wait, stoppingToken);
        }
    }

    public override void Dispose()
    {
        erasures.Carried = () => { }; // whatever is carried out from here on the next start sweeps
        base.Dispose();
        _carried.Dispose();
    }

    /// <summary>False where somebody reads what is to be taken out.</summary>
    private async Task<bool> TrySweepAsync(CancellationToken ct)
    {
        // INVARIANT: what is marked as swept was committed before the log was emptied.
        var notSwept = await store.NotSweptAsync(ct);
        if (notSwept.Count == 0) return true;
        await uploads.SweepAsync(ct);
        if (!await database.TruncateLogAsync(ct)) return false;
        // If the process is killed here, the next start sweeps once more, which changes nothing.
        await using var work = await database.BeginAsync(ct);
        await store.SweptAsync(work, notSwept, time.GetUtcNow(), ct);
        await database.CommitAsync(work);
        return true;
    }

    [LoggerMessage(341, LogLevel.Error, "taking what was erased out of the files failed: {Fault}")]
    private static partial void RoundFailed(ILogger logger, string fault);
}
