using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>The machine a run was made on, as far as its figures depend on it.</summary>
/// <param name="At">When.</param>
/// <param name="Cores">Cores this process may use.</param>
/// <param name="MemoryMiB">Memory it may use.</param>
/// <param name="LoadAverage">Processes that ran or wanted to, over the last minute: well above the run's own, and others disturbed it.</param>
public sealed record Machine(DateTimeOffset At, int Cores, long MemoryMiB, double LoadAverage)
{
    /// <summary>This machine, now.</summary>
    public static Machine Read() => new(
        TimeProvider.System.GetUtcNow(), Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture));

    /// <summary>One line.</summary>
    public override string ToString() =>
        $"{At:yyyy-MM-dd HH:mm} UTC, {Cores} cores, {MemoryMiB} MiB memory, load average {LoadAverage:0.0}, .NET {Environment.Version}";
}
