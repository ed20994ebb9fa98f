using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Benchmarks.Ceilings;
using Gateway.Benchmarks.Policy;

namespace Gateway.Benchmarks;

/// <summary>
/// The audit log alone on SQLite, one entry per change, at 1, 16 and 256 writers: appended, durable and proven, beside plain inserts of the same
/// bytes in commits of the same size (what sealing, hashing, the tree and the signed checkpoint cost), and beside npm hypercore.
/// </summary>
internal static class LogBenchmark
{
    private static readonly int[] Writers = [1, 16, 256];

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BesideIt = TimeSpan.FromSeconds(3);

    /// <summary>Logs into a temporary folder and removes it.</summary>
    public static async Task<Report> RunAsync(TimeSpan length, CancellationToken ct)
    {
        await using var log = new BenchmarkLog();
        await Load.MeasureAsync(Writers[^1], WarmUp, log.ProveNextAsync, ct);
        List<Figure> figures = [];
        foreach (var writers in Writers) figures.AddRange(await MeasureAsync(log, writers, length, ct));
        return new Report("The audit log alone on SQLite, one entry per change: appended, durable, proven", figures);
    }

    private static async Task<IEnumerable<Figure>> MeasureAsync(BenchmarkLog log, int writers, TimeSpan length, CancellationToken ct)
    {
        var commits = new ConcurrentDictionary<long, bool>();
        var load = await Load.MeasureAsync(writers, length, async token => commits[await log.ProveNextAsync(token)] = true, ct);

        var batch = (double)load.Calls / commits.Count;
        var sample = log.Entry(RandomNumberGenerator.GetBytes(32));
        int[] rows = [sample.Leaf.Length + sample.Content.Id.Length, sample.Views[0].Box.Length];
        var folder = Directory.CreateDirectory(Path.Combine(log.Folder, $"plain-{writers}")).FullName;
        var inserts = PlainInserts.Measure(folder, rows, (int)Math.Max(1, Math.Round(batch)), BesideIt);
        var hypercore = await HypercoreAsync(rows.Sum(), writers, ct);
        var with = $"{writers} writer{(writers == 1 ? "" : "s")}";
        return
        [
            new Figure($"entriesPerSecond{writers}", load.PerSecond, "/s", $"{with}: entries"),
            new Figure($"p50Ms{writers}", load.P50, "ms", $"{with}: half within"),
            new Figure($"p99Ms{writers}", load.P99, "ms", $"{with}: 99 of 100 within"),
            new Figure($"batch{writers}", batch, "", $"{with}: entries per commit"),
            new Figure($"inserts{writers}", inserts, "/s", $"{with}: plain inserts, {rows.Sum()} bytes, as many per commit"),
            new Figure($"ratio{writers}", load.PerSecond / inserts, "", $"{with}: share of the plain inserts") { AtLeast = 0.5 },
            new Figure($"hypercore{writers}", hypercore, "/s", $"{with}: hypercore, not synced, without proofs"),
        ];
    }

    /// <summary>Its appends are in the operating system's memory when they resolve: they outlive the process, not the machine.</summary>
    private static async Task<double> HypercoreAsync(int bytes, int writers, CancellationToken ct)
    {
        var answer = await NodeProgram.RunAsync(Path.Combine(Scenario.Root, "tests", "load", "hypercore"), "append.mjs", new JsonObject
        {
            ["bytes"] = bytes, ["writers"] = writers, ["milliseconds"] = (int)BesideIt.TotalMilliseconds,
        }, ct);
        return (double)answer["perSecond"]!;
    }
}
