using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys;

/// <summary>
/// Moves wraps to the version of the vault's key that two officers approved, while requests run: one row, its entry and one commit at a
/// time. Ended in the middle it goes on at the next start; until then each wrap opens under the version that it names.
/// </summary>
internal sealed partial class VaultKeyMove(
    KeyRotation rotation, VaultKey vault, SqlKeyStore store, PolicyEnforcementPoint gate, OperatorParty operatorParty, TimeProvider time,
    ILogger<VaultKeyMove> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        var fault = "";
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await MoveAsync(stoppingToken);
                fault = "";
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (fault != e.GetType().Name) Failed(logger, e.GetType().Name);
                fault = e.GetType().Name;
            }
        }
    }

    private async Task MoveAsync(CancellationToken ct)
    {
        if (await store.FindMoveAsync(ct) is not { } to) return;
        var outdated = (await store.ListWrapsAsync(ct)).Where(w => w.VaultKeyId != to).ToList();
        // A version that is newer still is nobody's decision yet.
        if (outdated.Count == 0 || await vault.CurrentKeyIdAsync(ct) != to) return;
        for (var i = 0; i < outdated.Count; i++)
        {
            await MoveAsync(outdated[i], ct);
            Moved(logger, i + 1, outdated.Count, to);
        }
    }

    private async Task MoveAsync(StoredWrap wrap, CancellationToken ct)
    {
        if (wrap.Party.Length > 0)
        {
            if (await rotation.RewrapPartyAsync(wrap.Party, ct) is { } keys)
                await RecordAsync(wrap, keys.Now.VaultKeyId, (work, token) => store.ReplaceAsync(work, keys.Was, keys.Now, token), ct);
        }
        else if (await rotation.RewrapSecretsAsync(ct) is { } secrets)
        {
            await RecordAsync(wrap, secrets.Now.VaultKeyId, (work, token) => store.ReplaceAsync(work, secrets.Was, secrets.Now, token), ct);
        }
    }

    /// <exception cref="RefusedException">The row was changed meanwhile, by a rotation or another process: the next round takes it.</exception>
    private Task RecordAsync(StoredWrap wrap, string to, Func<IWork, CancellationToken, ValueTask<bool>> replace, CancellationToken ct) =>
        gate.RecordAsync(operatorParty.Id, async (work, token) =>
        {
            if (!await replace(work, token)) throw new RefusedException(Refusal.UnderWay, "the wrap was changed meanwhile");
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.Key, Holder = operatorParty.Id,
                    HolderView = new JsonObject { ["rewrapped"] = wrap.Party, ["from"] = wrap.VaultKeyId, ["to"] = to },
                },
            ];
        }, ct);

    [LoggerMessage(331, LogLevel.Information, "{Done} of {All} keys are moved to the vault's key `{To}`")]
    private static partial void Moved(ILogger logger, int done, int all, string to);

    [LoggerMessage(332, LogLevel.Error, "moving keys to the vault's current key failed, and is tried again: {Fault}")]
    private static partial void Failed(ILogger logger, string fault);
}
