using System.Collections.Concurrent;

namespace Gateway.Server.Identity;

/// <summary>
/// Tells operators of calls that did not authenticate: the kind of fault and how often, never a token, an address or a name.
/// At most one line per fault and minute, so that whoever floods the gateway does not flood the log. Thread-safe.
/// </summary>
public sealed partial class SecurityLog(ILogger<SecurityLog> logger, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TokenFault, Tally> _tallies = new();

    /// <summary>Counts a refused call, and writes a line where the last one is a minute old.</summary>
    public void Refused(TokenFault fault)
    {
        if (_tallies.GetOrAdd(fault, _ => new Tally()).Take(time) is { } count) AuthenticationFailed(logger, fault, count);
    }

    [LoggerMessage(201, LogLevel.Warning, "authentication failed: {Fault}, {Count} since the last such line")]
    private static partial void AuthenticationFailed(ILogger logger, TokenFault fault, long count);

    private sealed class Tally
    {
        private readonly Lock _gate = new();
        private long _count;
        private long? _toldAt;

        /// <summary>How many there were since the last line, when a line is due; else null.</summary>
        public long? Take(TimeProvider time)
        {
            lock (_gate)
            {
                _count++;
                if (_toldAt is { } at && time.GetElapsedTime(at) < Window) return null;
                _toldAt = time.GetTimestamp();
                (var count, _count) = (_count, 0);
                return count;
            }
        }
    }
}
