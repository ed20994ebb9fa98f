using Gateway.Enforcement;
using Gateway.Server.Hosting;
using Gateway.Server.Keys;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Server.Serving;

/// <summary>
/// Looks every few seconds whether the two things that every release needs can be had: the log takes a durable write, and the
/// vault opens keys anew, past every lease; the vault, which may be a network away and counts its calls, less often while it does. A look
/// that takes too long has failed, and no other begins before it ends: a probe must not add to what it measures.
/// </summary>
public sealed partial class ServingWatch(
    SqliteDatabase database, PartyKeyRing ring, OperatorParty operatorParty, ServingState state, TimeProvider time,
    ILogger<ServingWatch> logger) : BackgroundService
{
    /// <summary>From one look to the next.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    /// <summary>What a look may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long the vault's last good answer counts.</summary>
    public static readonly TimeSpan VaultRound = TimeSpan.FromSeconds(6);

    private Task _look = Task.CompletedTask;
    private long? _vaultOpened;

    /// <summary>Ends the watching; from here on nothing is served.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        state.Set(isServing: false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        do
        {
            var fault = await FaultAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested) return;
            if (!state.Set(fault is null)) continue;
            if (fault is null) Serving(logger);
            else NotServing(logger, ExceptionTrace.Of(fault));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<Exception?> FaultAsync(CancellationToken ct)
    {
        try
        {
            // On another thread: a database that is locked holds its caller's.
            if (_look.IsCompleted) _look = Task.Run(() => LookAsync(ct), ct);
            await _look.WaitAsync(Patience, time, ct);
            return null;
        }
        catch (Exception e) // whatever it is, calls would meet it too
        {
            return e;
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using (var work = await database.BeginAsync(ct))
        {
            await SqlLogStore.TouchAsync(work, ct);
            await database.CommitAsync(work);
        }
        if (_vaultOpened is { } opened && time.GetElapsedTime(opened) < VaultRound) return;
        _vaultOpened = null;
        var asked = time.GetTimestamp();
        await ring.CheckAsync(operatorParty.Id.ToString(), ct);
        _vaultOpened = asked;
    }

    [LoggerMessage(401, LogLevel.Information, "serving: the log takes writes and the vault opens keys")]
    private static partial void Serving(ILogger logger);

    [LoggerMessage(402, LogLevel.Error, "not serving: {Trace}")]
    private static partial void NotServing(ILogger logger, string trace);
}
