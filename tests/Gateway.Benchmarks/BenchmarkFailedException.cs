namespace Gateway.Benchmarks;

/// <summary>A benchmark measured nothing that can be told; the message says why.</summary>
public sealed class BenchmarkFailedException(string message) : Exception(message);
