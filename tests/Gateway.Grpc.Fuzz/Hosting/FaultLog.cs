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
        // Kestrel's own defence against a connection is logged as critical.
        if (IsEnabled(logLevel) && eventId.Name?.StartsWith("Http2", StringComparison.Ordinal) != true)
            Lines.Enqueue($"{logLevel} {eventId.Name}: {formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }
}
