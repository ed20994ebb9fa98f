namespace Gateway.Grpc.Fuzz;

/// <summary>How a run went.</summary>
public sealed record FuzzReport
{
    private const long MostHeapGrowth = 8 << 20;
    private const long MostPeakMemory = 1L << 30;

    public required ulong Seed { get; init; }

    /// <summary>The mutations that were sent.</summary>
    public required long Cases { get; init; }

    /// <summary>Those of them that were sent in <see cref="Elapsed"/>, after a warm-up.</summary>
    public required long Timed { get; init; }

    /// <summary>What was wrong, the first hundred, each with the seed and the number that bring it back.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>How often each mutation was sent.</summary>
    public required IReadOnlyDictionary<string, int> Shares { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>The largest working set of the process, in bytes.</summary>
    public required long PeakMemory { get; init; }

    /// <summary>What the managed heap kept, in bytes, from after a warm-up to after the run.</summary>
    public required long HeapGrowth { get; init; }

    /// <summary>
    /// Connections still open at the end. Kestrel leaves some after a flood of resets, as it does with an application that has no gRPC; more
    /// than there were floods would be somebody else's.
    /// </summary>
    public required int AbandonedConnections { get; init; }

    /// <summary>The longest that the well-behaved client waited.</summary>
    public required TimeSpan SlowestCanary { get; init; }

    public required int CanaryCalls { get; init; }

    /// <summary>Whether memory stayed within 8 MiB of growth and 1 GiB at its peak.</summary>
    public bool StayedBounded => HeapGrowth < MostHeapGrowth && PeakMemory < MostPeakMemory;

    public override string ToString() =>
        $"{Cases} cases, {Failures.Count} failed, seed {Seed}, {Timed / Math.Max(0.001, Elapsed.TotalSeconds):F0} cases/s, "
        + $"peak memory {PeakMemory >> 20} MB, heap grew {HeapGrowth / 1024} KB, "
        + $"{CanaryCalls} canary calls, slowest {SlowestCanary.TotalMilliseconds:F0} ms, "
        + $"{AbandonedConnections} connections still open";
}
