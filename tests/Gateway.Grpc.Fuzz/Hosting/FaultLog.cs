using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gateway.Grpc.Fuzz.Hosting;

/// <summary>Keeps the log lines from a level on. Bad input is no error of the server's: nothing may be there from that level on.</summary>
internal sealed class FaultLog(LogLevel from) : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && !IsKestrels(eventId.Name ?? "")) Lines.Enqueue($"{logLevel} {eventId.Name}: {formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }

    /// <summary>Kestrel logs as critical that it defends itself against a connection, and that it has lost one over that.</summary>
    private static bool IsKestrels(string name) =>
        name.StartsWith("Http2", StringComparison.Ordinal) || name == "ApplicationNeverCompleted";
}
