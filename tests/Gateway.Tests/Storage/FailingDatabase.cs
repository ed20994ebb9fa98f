using Gateway.Audit;

namespace Gateway.Tests.Storage;

/// <summary>A database that fails at a chosen moment, as a full disk or a lost machine does.</summary>
public sealed class FailingDatabase(IDatabase inner) : IDatabase
{
    /// <summary>When it fails. After the commit: the work is durable, but nobody can know.</summary>
    public enum Moment { Begin, Savepoint, BeforeCommit, AfterCommit }

    public Moment? FailAt { get; set; }

    public ValueTask<IWork> BeginAsync(CancellationToken ct)
    {
        FailIf(Moment.Begin);
        return inner.BeginAsync(ct);
    }

    public ValueTask SavepointAsync(IWork work)
    {
        FailIf(Moment.Savepoint);
        return inner.SavepointAsync(work);
    }

    public ValueTask RollbackToSavepointAsync(IWork work) => inner.RollbackToSavepointAsync(work);

    public ValueTask ReleaseSavepointAsync(IWork work) => inner.ReleaseSavepointAsync(work);

    public async ValueTask CommitAsync(IWork work)
    {
        FailIf(Moment.BeforeCommit);
        await inner.CommitAsync(work);
        FailIf(Moment.AfterCommit);
    }

    private void FailIf(Moment moment)
    {
        if (FailAt == moment) throw new IOException("the disk is gone");
    }
}
