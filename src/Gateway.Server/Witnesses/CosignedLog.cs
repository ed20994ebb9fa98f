using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Storage.Log;

namespace Gateway.Server.Witnesses;

/// <summary>The newest checkpoint of the log that a quorum of its witnesses has cosigned. Thread-safe.</summary>
/// <param name="store">Keeps it across restarts.</param>
/// <param name="policy">Null where the server has no witnesses: then nothing is ever cosigned.</param>
internal sealed class CosignedLog(SqlCosignedStore store, WitnessPolicy? policy)
{
    private volatile CosignedCheckpoint? _newest;

    /// <summary>The checkpoint and when; null before the first quorum.</summary>
    public CosignedCheckpoint? Newest => _newest;

    /// <summary>Reads what was kept, as far as today's policy still finds it cosigned.</summary>
    public async ValueTask OpenAsync(CancellationToken ct)
    {
        var kept = await store.NewestAsync(ct);
        if (kept is not null && policy is not null && policy.IsCosigned(kept.Checkpoint)) _newest = kept;
    }

    /// <summary>Keeps a checkpoint where witnesses that suffice have cosigned it; false where they have not.</summary>
    public async ValueTask<bool> TryKeepAsync(Checkpoint checkpoint, DateTimeOffset at, CancellationToken ct)
    {
        if (policy is null || !policy.IsCosigned(checkpoint)) return false;
        var cosigned = new CosignedCheckpoint(checkpoint, at);
        await store.KeepAsync(cosigned, ct);
        _newest = cosigned;
        return true;
    }
}
