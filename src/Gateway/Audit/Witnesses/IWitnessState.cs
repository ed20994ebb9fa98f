namespace Gateway.Audit.Witnesses;

/// <summary>
/// The newest checkpoint that a witness cosigned of each log. Read after write; whoever answers on it may be one of several
/// processes.
/// </summary>
public interface IWitnessState
{
    /// <summary>The newest checkpoint of a log; null before the first.</summary>
    ValueTask<Checkpoint?> NewestAsync(string origin, CancellationToken ct);

    /// <summary>
    /// Puts a checkpoint in the place of the one that was seen (null: none), in one atomic step that is durable once this returns;
    /// false, and nothing is changed, where that is not the newest any more.
    /// </summary>
    ValueTask<bool> TryReplaceAsync(string origin, Checkpoint? seen, Checkpoint newest, CancellationToken ct);
}
