namespace Gateway.Audit;

/// <summary>
/// An open write transaction, opaque to the core; the storage that made it casts it back. Disposing it undoes what was not
/// committed.
/// </summary>
#pragma warning disable CA1040 // a marker on purpose: the core may hold a transaction, never look into it
public interface IWork : IAsyncDisposable;
