using System.Collections.Concurrent;
using Gateway.Audit;
using Gateway.Audit.Witnesses;

namespace Gateway.Tests.Audit.Witnesses;

/// <summary>A witness's state that forgets everything with its process.</summary>
internal sealed class MemoryWitnessState : IWitnessState
{
    private readonly ConcurrentDictionary<string, Checkpoint> _newest = new();

    /// <summary>Runs before each replacement: another process that was quicker.</summary>
    public Action BeforeReplace { get; set; } = () => { };

    public ValueTask<Checkpoint?> NewestAsync(string origin, CancellationToken ct) => ValueTask.FromResult(_newest.GetValueOrDefault(origin));

    public ValueTask<bool> TryReplaceAsync(string origin, Checkpoint? seen, Checkpoint newest, CancellationToken ct)
    {
        BeforeReplace();
        return ValueTask.FromResult(seen is null ? _newest.TryAdd(origin, newest) : _newest.TryUpdate(origin, newest, seen));
    }
}
