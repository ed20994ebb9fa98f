using System.Collections.Concurrent;
using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Crypto;
using Gateway.Server.Telemetry;

namespace Gateway.Server.Witnesses;

/// <summary>
/// One round of asking every witness to cosign the newest checkpoint:
/// <list type="number">
/// <item>each is sent the checkpoint with the proof from the size it was last known to have seen;</item>
/// <item>who has seen another size is asked once more, from there;</item>
/// <item>what came back is verified, and kept where it makes a quorum, with the vault's own signature where it gives one.</item>
/// </list>
/// What is wrong with a witness is told once, until something else is.
/// </summary>
internal sealed partial class WitnessRound(
    AuditLog log, WitnessPolicy policy, WitnessClient client, CosignedLog cosigned, GatewayMetrics metrics, TimeProvider time,
    ILogger<WitnessRound> logger,
    VaultNoteSigner? vault = null)
{
    private readonly DateTimeOffset _began = time.GetUtcNow();
    private readonly ConcurrentDictionary<string, long> _seen = new();
    private readonly ConcurrentDictionary<string, string> _told = new();

    /// <summary>Runs a round; whether a quorum cosigned.</summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var newest = await log.CheckpointAsync(ct);
        try
        {
            if (newest.Size == 0) return false; // everything extends the empty tree: there is nothing to witness yet
            var cosignatures = await Task.WhenAll([VaultSignatureAsync(newest, ct), .. policy.Witnesses.Select(w => AskAsync(w, newest, ct))]);
            return await cosigned.TryKeepAsync(newest.With([.. cosignatures.OfType<NoteSignature>()]), time.GetUtcNow(), ct);
        }
        finally
        {
            metrics.QuorumAge(time.GetUtcNow() - (cosigned.Newest?.At ?? _began));
        }
    }

    private async Task<NoteSignature?> AskAsync(PolicyWitness witness, Checkpoint newest, CancellationToken ct)
    {
        var from = Math.Min(_seen.GetValueOrDefault(witness.Name), newest.Size);
        var reply = await client.AddAsync(witness, await FromAsync(from, newest, ct), ct);
        if (reply is WitnessReply.HasSeen { Size: var size } && size <= newest.Size)
            reply = await client.AddAsync(witness, await FromAsync(size, newest, ct), ct);
        if (reply is WitnessReply.Cosigned { Cosignature: var cosignature })
        {
            _seen[witness.Name] = newest.Size;
            if (_told.TryRemove(witness.Name, out _)) CosignsAgain(logger, witness.Name);
            return cosignature;
        }
        var why = reply switch
        {
            WitnessReply.HasSeen later => $"it has seen {later.Size} entries, and this log has {newest.Size}",
            WitnessReply.Contradicts => $"what it has seen is not extended by this log's {newest.Size} entries",
            WitnessReply.Failed failed => failed.Why,
            _ => "it answers nothing that is known here",
        };
        if (IsNews(witness.Name, why))
        {
            if (reply is WitnessReply.Failed) DoesNotAnswer(logger, witness.Name, why);
            else Refuses(logger, witness.Name, why);
        }
        return null;
    }

    private async Task<NoteSignature?> VaultSignatureAsync(Checkpoint newest, CancellationToken ct)
    {
        if (vault is null) return null;
        try
        {
            var signature = await vault.SignAsync(newest, ct);
            _told.TryRemove("", out _);
            return signature;
        }
        catch (KeysUnavailableException e)
        {
            if (IsNews("", e.Message)) VaultDidNotSign(logger, e.Message);
            return null;
        }
    }

    /// <summary>Whether something else was told of a witness (of the vault: an empty name) last.</summary>
    private bool IsNews(string name, string why)
    {
        var isNews = _told.GetValueOrDefault(name) != why;
        _told[name] = why;
        return isNews;
    }

    private async Task<AddCheckpoint> FromAsync(long size, Checkpoint newest, CancellationToken ct) =>
        new(size, size == 0 || size == newest.Size ? [] : await log.ConsistencyProofAsync(size, newest.Size, ct), newest);

    [LoggerMessage(351, LogLevel.Warning, "the witness `{Witness}` did not cosign: {Why}")]
    private static partial void DoesNotAnswer(ILogger logger, string witness, string why);

    [LoggerMessage(352, LogLevel.Critical, "the witness `{Witness}` refuses to cosign: {Why}; the log was forked, rolled back or put back from a backup")]
    private static partial void Refuses(ILogger logger, string witness, string why);

    [LoggerMessage(355, LogLevel.Warning, "the vault did not sign the log's checkpoint: {Why}")]
    private static partial void VaultDidNotSign(ILogger logger, string why);

    [LoggerMessage(353, LogLevel.Information, "the witness `{Witness}` cosigns again")]
    private static partial void CosignsAgain(ILogger logger, string witness);
}
