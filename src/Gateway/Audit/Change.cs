namespace Gateway.Audit;

/// <summary>What a change gives back to its caller, and what of it is logged.</summary>
public sealed record Change<T>
{
    /// <exception cref="ArgumentException">No entry: nothing is changed unlogged.</exception>
    public Change(T value, IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0) throw new ArgumentException("a change is logged with at least one entry", nameof(entries));
        (Value, Entries) = (value, entries);
    }

    public T Value { get; }

    public IReadOnlyList<AuditEntry> Entries { get; }
}
