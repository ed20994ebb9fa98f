namespace Gateway.Client;

/// <summary>
/// Two checkpoints of one log that cannot both be true: it was forked or rolled back. Nothing it says is to be believed; both
/// notes are the evidence.
/// </summary>
public sealed class LogForkedException : Exception
{
    public LogForkedException() : this("the log was forked or rolled back") { }

    public LogForkedException(string message) : base(message) { }

    public LogForkedException(string message, Exception inner) : base(message, inner) { }

    /// <summary>The checkpoint remembered and the one that contradicts it.</summary>
    public LogForkedException(string message, string remembered, string contradicting, Exception? inner = null)
        : base(message, inner) => (Remembered, Contradicting) = (remembered, contradicting);

    /// <summary>The signed note that this client had seen.</summary>
    public string Remembered { get; } = "";

    /// <summary>The signed note that is not consistent with it.</summary>
    public string Contradicting { get; } = "";
}
