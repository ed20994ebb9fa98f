using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Gateway.Server.Hosting;

namespace Gateway.Server.Witnesses;

/// <summary>
/// What a start asks its witnesses before the first signature: the newest checkpoint of this log that each has seen. A data folder that does
/// not extend one of them was rolled back, put back from a backup, or is another history: signing on it would fork the log.
/// </summary>
internal sealed class WitnessesBeforeStart(ILogStore store, NoteVerifier logKey, WitnessPolicy policy, WitnessClient client)
{
    /// <param name="startWithoutWitnesses">Whether it is enough that none who answers contradicts.</param>
    /// <param name="ct">Ends the asking.</param>
    /// <exception cref="InvalidConfigurationException">A witness has seen what the log does not extend, or too few answered.</exception>
    public async Task CheckAsync(bool startWithoutWitnesses, CancellationToken ct)
    {
        var head = (await store.HeadAsync(ct))?.Checkpoint;
        var log = new TrustedLog(logKey, await store.SuccessionsAsync(ct));
        var answers = await Task.WhenAll(policy.Witnesses.Select(async w => (Witness: w, Answer: await AskAsync(w, log, ct))));
        List<string> contradictions = [];
        foreach (var (witness, answer) in answers)
            if (answer.Seen is { } seen && await ContradictionAsync(seen, head, ct) is { } contradiction)
                contradictions.Add($"the witness `{witness.Name}` {contradiction}");
        if (contradictions.Count > 0) throw new InvalidConfigurationException(contradictions);

        if (startWithoutWitnesses || policy.IsQuorum(w => answers.Any(a => a.Witness == w && a.Answer.Fault is null))) return;
        throw new InvalidConfigurationException(
        [
            "too few witnesses answered to know that the log was not rolled back; `Gateway:StartWithoutWitnesses` starts all the same",
            .. answers.Where(a => a.Answer.Fault is not null).Select(a => $"the witness `{a.Witness.Name}`: {a.Answer.Fault}"),
        ]);
    }

    private async Task<(Checkpoint? Seen, string? Fault)> AskAsync(PolicyWitness witness, TrustedLog log, CancellationToken ct)
    {
        try
        {
            var seen = await client.NewestAsync(witness, log.Origin, ct);
            // What the log itself did not sign is no statement about it; a backup from before its key was rotated cannot know the later key.
            return seen is null || log.Trusts(seen) ? (seen, null) : (null, $"it shows {seen.Size} entries under a key that is none of this log's");
        }
        catch (HttpRequestException e)
        {
            return (null, e.Message);
        }
    }

    private async Task<string?> ContradictionAsync(Checkpoint seen, Checkpoint? head, CancellationToken ct)
    {
        var size = head?.Size ?? 0;
        if (seen.Size > size)
            return $"has seen {seen.Size} entries, and the data folder has {size}: it was rolled back, or put back from a backup";
        try
        {
            return head is null || await new TileLog(new StoredTiles(store)).ExtendsAsync(seen, head, ct)
                ? null
                : $"has seen another history: what it saw at {seen.Size} entries is not what the data folder has there; the log was forked";
        }
        catch (InvalidDataException e)
        {
            return $"has seen {seen.Size} entries, and the data folder does not prove its own {size}: {e.Message}";
        }
    }
}
