using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Benchmarks.Ceilings;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Benchmarks;

/// <summary>
/// The audit log alone on SQLite, one entry per change, beside plain inserts of the same rows: what sealing, hashing, the tree and
/// the signed checkpoint cost.
/// </summary>
internal static class LogBenchmark
{
    private const int InFlight = 64;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Logs into a temporary folder and removes it.</summary>
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
        await using var database = SqliteDatabase.Open(folder);
        var signer = new LogSigner("gateway.example/benchmark", RandomNumberGenerator.GetBytes(32));
        await using var log = new AuditLog(database, new SqlLogStore(database), signer, TimeProvider.System);
        using var key = new BoxKeys(RandomNumberGenerator.GetBytes(32));
        var commits = new ConcurrentDictionary<long, bool>();
        await Load.MeasureAsync(InFlight, WarmUp, token => LogAsync(log, key, token), ct);
        var load = await Load.MeasureAsync(InFlight, length, async token => commits[await LogAsync(log, key, token)] = true, ct);

        var batch = (double)load.Calls / commits.Count;
        var sample = Entry(key);
        int[] rows = [sample.Leaf.Length + sample.Content.Id.Length, sample.Views[0].Box.Length];
        var inserts = PlainInserts.Measure(folder, rows, (int)Math.Max(1, Math.Round(batch)), TimeSpan.FromSeconds(3));
        return new Report($"The audit log alone on SQLite, {InFlight} changes of one entry in flight",
        [
            new Figure("entriesPerSecond", load.PerSecond, "/s", "entries durable, in the tree, under a checkpoint"),
            new Figure("p50Ms", load.P50, "ms", "half durable within"),
            new Figure("p99Ms", load.P99, "ms", "99 of 100 durable within"),
            new Figure("batch", batch, "", "entries per commit"),
            new Figure("insertCeiling", inserts, "/s", $"plain inserts, {rows.Length} rows and {rows.Sum()} bytes each"),
            new Figure("ratio", load.PerSecond / inserts, "", "share of the plain inserts"),
        ]);
    }

    private static async Task<long> LogAsync(AuditLog log, BoxKeys key, CancellationToken ct)
    {
        var entry = Entry(key);
        var committed = await log.CommitAsync((_, _) => ValueTask.FromResult(new Change<bool>(true, [entry])), ct);
        return committed.Checkpoint.Size;
    }

    private static AuditEntry Entry(BoxKeys key) => AuditEntry.Make(new EntryDraft
    {
        Kind = EntryKind.AuditLookup,
        Holder = new PartyId("polisen"),
        Subject = RandomNumberGenerator.GetBytes(32),
        HolderView = new JsonObject { ["officer"] = "utredare", ["purpose"] = "investigate-crime" },
    }, TimeProvider.System.GetUtcNow(), key, null);
}
