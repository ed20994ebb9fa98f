using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>What one call takes: the median over many short batches, so that what else the machine does disturbs it least.</summary>
/// <param name="Microseconds">Time of one call.</param>
/// <param name="Bytes">Memory it allocates.</param>
internal sealed record Timing(double Microseconds, double Bytes)
{
    private const int Batch = 32;

    /// <summary>Warms up, then measures for so long.</summary>
    public static Timing Of(TimeSpan length, Func<object> call)
    {
        Repeat(length / 2, call, []);
        List<double> times = [];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var batches = Repeat(length, call, times);
        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / batches / Batch;
        times.Sort();
        return new Timing(times[times.Count / 2], bytes);
    }

    private static int Repeat(TimeSpan length, Func<object> call, List<double> times)
    {
        var began = Stopwatch.GetTimestamp();
        var batches = 0;
        for (; Stopwatch.GetElapsedTime(began) < length; batches++)
        {
            var asked = Stopwatch.GetTimestamp();
            for (var i = 0; i < Batch; i++) GC.KeepAlive(call());
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMicroseconds / Batch);
        }
        return batches;
    }
}
