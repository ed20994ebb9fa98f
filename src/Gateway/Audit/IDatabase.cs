namespace Gateway.Audit;

/// <summary>
/// The database that holds both the log and what it logs. At most one work is open at a time for one log, across all
/// processes; it reads what was committed before it began.
/// </summary>
public interface IDatabase
{
    /// <summary>Waits its turn and begins a work.</summary>
    ValueTask<IWork> BeginAsync(CancellationToken ct);

    /// <summary>Marks the place that <see cref="RollbackToSavepointAsync"/> returns to.</summary>
    ValueTask SavepointAsync(IWork work);

    /// <summary>Undoes all since the savepoint, and forgets it.</summary>
    ValueTask RollbackToSavepointAsync(IWork work);

    /// <summary>Keeps all since the savepoint within the work, and forgets it.</summary>
    ValueTask ReleaseSavepointAsync(IWork work);

    /// <summary>
    /// Commits. Once it returns, the work is durable: it survives the loss of the process and of the machine's power. If it
    /// throws, the work may be committed or not.
    /// </summary>
    ValueTask CommitAsync(IWork work);
}
