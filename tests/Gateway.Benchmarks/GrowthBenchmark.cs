using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Gateway.Audit;

namespace Gateway.Benchmarks;

/// <summary>What becomes of the log's speed as it grows: filled in bulk, through the same commits as ever, and measured before and after.</summary>
internal static class GrowthBenchmark
{
    private const int Persons = 50_000;
    private const int EntriesPerChange = 250;
    private const int ChangesInFlight = 8;
    private const int Writers = 64;
    private const int Looks = 500;

    /// <summary>Fills a log in a temporary folder with so many entries and removes it.</summary>
    public static async Task<Report> RunAsync(int entries, TimeSpan length, CancellationToken ct)
    {
        await using var log = new BenchmarkLog();
        await Load.MeasureAsync(Writers, TimeSpan.FromSeconds(5), log.ProveNextAsync, ct); // warm, and no longer empty
        var young = await Load.MeasureAsync(Writers, length, log.ProveNextAsync, ct);
        var began = Stopwatch.GetTimestamp();
        var loaded = await FillAsync(log, entries, ct);
        var filling = loaded / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var grown = await Load.MeasureAsync(Writers, length, log.ProveNextAsync, ct);

        var size = (await log.Log.CheckpointAsync(ct)).Size;
        var proof = await MedianAsync(i => log.Log.InclusionProofAsync(size * i / Looks, ct).AsTask());
        var search = await MedianAsync(i => log.Log.FindBySubjectAsync(BenchmarkLog.Holder, Person(i * 97), 1000, ct).AsTask());
        began = Stopwatch.GetTimestamp();
        var verified = await LogVerifier.VerifyAsync(new StoredTiles(log.Store), log.Log.Verifier, null, ct);
        var verification = size / Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (!verified.IsSound) throw new BenchmarkFailedException("the log that was filled does not verify");
        if (!await log.Database.TruncateLogAsync(ct)) throw new BenchmarkFailedException("the write-ahead log could not be taken in");
        var bytes = (double)new FileInfo(Path.Combine(log.Folder, "gateway.db")).Length / size;
        return new Report($"The audit log with {size} entries about {Persons} persons, one view each",
        [
            new Figure("entriesPerSecondYoung", young.PerSecond, "/s", $"entries, {Writers} writers, before"),
            new Figure("entriesPerSecondGrown", grown.PerSecond, "/s", $"entries, {Writers} writers, after"),
            new Figure("rate", grown.PerSecond / young.PerSecond, "", "share of the rate before") { AtLeast = 0.75 },
            new Figure("filledPerSecond", filling, "/s", $"entries in bulk, {EntriesPerChange} per change"),
            new Figure("proofMs", proof, "ms", "inclusion proof, median") { AtMost = 1 },
            new Figure("searchMs", search, "ms", $"all {loaded / Persons} entries about a person, median") { AtMost = 50 },
            new Figure("verifiedPerSecond", verification, "/s", "entries verified") { AtLeast = 200_000 },
            new Figure("bytesPerEntry", bytes, "B", "in the database, indexes and one sealed view included"),
        ]);
    }

    private static async Task<int> FillAsync(BenchmarkLog log, int entries, CancellationToken ct)
    {
        var next = -1;
        var changes = Math.Max(1, (entries - (int)(await log.Log.CheckpointAsync(ct)).Size) / EntriesPerChange);
        await Task.WhenAll(Enumerable.Range(0, ChangesInFlight).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var change && change < changes)
                await log.AppendAsync(Enumerable.Range(0, EntriesPerChange).Select(i => Person(change * EntriesPerChange + i)), ct);
        }, ct)));
        return changes * EntriesPerChange;
    }

    private static async Task<double> MedianAsync<T>(Func<int, Task<T>> look)
    {
        var times = new List<double>(Looks);
        for (var i = 0; i < Looks; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            await look(i);
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        times.Sort();
        return times[Looks / 2];
    }

    /// <summary>A pseudonym: as the log's index sees persons, in no order.</summary>
    private static ReadOnlyMemory<byte> Person(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number % Persons);
        return SHA256.HashData(bytes);
    }
}
