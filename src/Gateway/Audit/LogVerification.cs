namespace Gateway.Audit;

/// <summary>What a check of a log found: a checkpoint that all its entries lead to, or the first fault.</summary>
public sealed record LogVerification
{
    private LogVerification() { }

    /// <summary>The checkpoint, where one could be read.</summary>
    public Checkpoint? Checkpoint { get; private init; }

    /// <summary>Null where the log is sound.</summary>
    public LogFault? Fault { get; private init; } = new("the log was not checked");

    public bool IsSound => Fault is null;

    internal static LogVerification Sound(Checkpoint checkpoint) => new() { Checkpoint = checkpoint, Fault = null };

    internal static LogVerification Wanting(LogFault fault, Checkpoint? checkpoint = null) =>
        new() { Checkpoint = checkpoint, Fault = fault };
}
