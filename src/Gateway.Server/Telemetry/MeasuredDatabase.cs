using Gateway.Audit;

namespace Gateway.Server.Telemetry;

/// <summary>
/// The log's database, measured: how many changes each commit bears and how long it takes. It is for the audit log alone, whose
/// works are one at a time.
/// </summary>
public sealed class MeasuredDatabase(IDatabase database, GatewayMetrics metrics, TimeProvider time) : IDatabase
{
    private long _began;
    private int _changes;

    public async ValueTask<IWork> BeginAsync(CancellationToken ct)
    {
        var work = await database.BeginAsync(ct);
        (_began, _changes) = (time.GetTimestamp(), 0);
        return work;
    }

    public ValueTask SavepointAsync(IWork work) => database.SavepointAsync(work);

    public ValueTask RollbackToSavepointAsync(IWork work) => database.RollbackToSavepointAsync(work);

    public ValueTask ReleaseSavepointAsync(IWork work)
    {
        _changes++;
        return database.ReleaseSavepointAsync(work);
    }

    public async ValueTask CommitAsync(IWork work)
    {
        await database.CommitAsync(work);
        metrics.Committed(_changes, time.GetElapsedTime(_began));
    }
}
