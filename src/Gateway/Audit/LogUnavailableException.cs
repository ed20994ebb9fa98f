namespace Gateway.Audit;

/// <summary>
/// The log could not make a change durable, or does not know whether it did. Nothing may be released on it; whoever asks again
/// makes a new change.
/// </summary>
public sealed class LogUnavailableException : Exception
{
    public LogUnavailableException() : this("the log is not available") { }

    public LogUnavailableException(string message) : base(message) { }

    public LogUnavailableException(string message, Exception inner) : base(message, inner) { }
}
