using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>What a closed loop of callers measured: each calls again as soon as it is answered.</summary>
/// <param name="PerSecond">Calls answered per second.</param>
/// <param name="P50">Median time of a call, in milliseconds.</param>
/// <param name="P99">The time that one call in a hundred exceeds, in milliseconds.</param>
/// <param name="Calls">Calls answered.</param>
internal sealed record Load(double PerSecond, double P50, double P99, int Calls)
{
    /// <summary>Most calls of one measurement, so that no machine runs without end.</summary>
    private const int MostCalls = 200_000;

    /// <summary>Calls from so many callers at once, for so long.</summary>
    public static async Task<Load> MeasureAsync(int inFlight, TimeSpan length, Func<CancellationToken, Task> call, CancellationToken ct)
    {
        var left = MostCalls;
        var began = Stopwatch.GetTimestamp();
        var callers = Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            while (Stopwatch.GetElapsedTime(began) < length && Interlocked.Decrement(ref left) >= 0)
            {
                var asked = Stopwatch.GetTimestamp();
                await call(ct);
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
            return times;
        }, ct)).ToList();
        var sorted = (await Task.WhenAll(callers)).SelectMany(t => t).Order().ToArray();
        var took = Stopwatch.GetElapsedTime(began);
        if (sorted.Length == 0) throw new BenchmarkFailedException("no call was answered in time");
        return new Load(sorted.Length / took.TotalSeconds, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100], sorted.Length);
    }
}
