using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Gateway.Benchmarks.Ceilings;

namespace Gateway.Benchmarks.EndToEnd;

/// <summary>
/// Disclosures of one section of a kilobyte, permitted at once on a standing decision: asked over gRPC and TLS, decided, logged on
/// SQLite, rewrapped. The server is a process of its own; the asker shares the machine's cores with it.
/// </summary>
internal static class EndToEndBenchmark
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CeilingLength = TimeSpan.FromSeconds(3);

    /// <summary>Sets the stage in a temporary folder, measures, and takes it down.</summary>
    public static async Task<Report> RunAsync(TimeSpan length, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-benchmark-").FullName;
        try
        {
            return await MeasureAsync(folder, length, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Report> MeasureAsync(string folder, TimeSpan length, CancellationToken ct)
    {
        var data = Path.Combine(folder, "server");
        await using var server = GatewayProcess.On(data);
        var address = new Uri($"https://localhost:{server.Port}");
        await server.StartAsync(ct);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(data, "ca.pem"));
        using (var cast = new Cast(folder, address, authority)) await cast.PrepareAsync(ct);
        await server.StopAsync();

        var began = Stopwatch.GetTimestamp();
        await server.StartAsync(ct);
        using var asker = await Asker.ConnectAsync(address, authority, Cast.Request, ct);
        await asker.AskAsync(ct);
        var first = Stopwatch.GetElapsedTime(began);

        await Load.MeasureAsync(64, WarmUp, asker.AskAsync, ct);
        var few = await MeasureAsync(8, length, server, asker, ct);
        var many = await MeasureAsync(64, length, server, asker, ct);
        var memory = server.PeakMemoryMiB;
        await server.StopAsync();

        var curve = await CurveWork.MeasureAsync(CeilingLength);
        var rows = WrittenRows.Read(data);
        var inserts = PlainInserts.Measure(folder, rows, (int)Math.Max(1, Math.Round(many.Batch)), CeilingLength);
        return new Report("Disclosures of one section over gRPC, TLS and SQLite (receipts not verified by the asker)",
        [
            .. Figures(8, few),
            .. Figures(64, many),
            new Figure("peakMemoryMiB", memory, "MiB", "server's peak memory") { AtMost = 300 },
            new Figure("firstDecisionSeconds", first.TotalSeconds, "s", "start of the process to its first decision") { AtMost = 3 },
            new Figure("curveCeiling", curve, "/s", "ceiling 1: the elliptic-curve work alone, all cores"),
            new Figure("insertCeiling", inserts, "/s", $"ceiling 2: plain inserts, {rows.Count} rows and {rows.Sum()} bytes each"),
            new Figure("ratioAt64", many.Load.PerSecond / Math.Min(curve, inserts), "", "64 in flight: share of the lower ceiling") { AtLeast = 0.3 },
        ]);
    }

    private static async Task<(Load Load, double Batch, double ProcessorMs)> MeasureAsync(
        int inFlight, TimeSpan length, ServerProcess server, Asker asker, CancellationToken ct)
    {
        var commits = new ConcurrentDictionary<long, bool>(); // by the tree's size, which each commit advances
        var before = server.ProcessorTime;
        var load = await Load.MeasureAsync(inFlight, length, async token => commits[await asker.AskAsync(token)] = true, ct);
        return (load, (double)load.Calls / commits.Count, (server.ProcessorTime - before).TotalMilliseconds / load.Calls);
    }

    private static IEnumerable<Figure> Figures(int inFlight, (Load Load, double Batch, double ProcessorMs) measured)
    {
        var (load, batch, processor) = measured;
        yield return new Figure($"perSecondAt{inFlight}", load.PerSecond, "/s", $"{inFlight} in flight: disclosures");
        yield return new Figure($"p50MsAt{inFlight}", load.P50, "ms", $"{inFlight} in flight: half answered within");
        yield return new Figure($"p99MsAt{inFlight}", load.P99, "ms", $"{inFlight} in flight: 99 of 100 answered within")
        {
            AtMost = inFlight == 8 ? 25 : null,
        };
        yield return new Figure($"batchAt{inFlight}", batch, "", $"{inFlight} in flight: disclosures per commit");
        yield return new Figure($"serverCpuMsAt{inFlight}", processor, "ms", $"{inFlight} in flight: server's processor time per disclosure");
    }
}
