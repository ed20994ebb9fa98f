using System.Diagnostics;
using Gateway.Audit;
using Gateway.Records.Retention;
using Gateway.Storage.Enforcement;
using Gateway.Storage.Retention;

namespace Gateway.Tests.Storage.Retention;

/// <summary>An erasure of log details is killed with SIGKILL, again and again: what is erased is counted, what is counted is erased, and it goes on.</summary>
public sealed class KilledPruningTests
{
    private const int Entries = 3000;

    [Test]
    public async Task Run_KilledAgainAndAgain_GoesOnAndCountsEachDetailOnce()
    {
        var folder = TestLog.NewFolder();
        await LookAsync(folder, BeginAsync);
        for (var kill = 1; kill <= 4; kill++)
        {
            await PruneAndKillAsync(folder, parts: 5 * kill);
            var (counted, left) = (0, 0);
            await LookAsync(folder, async log => (counted, left) = await StateAsync(log));
            Assert.That(counted, Is.InRange(1, Entries - 1), "it was killed in the middle");
            Assert.That(counted + left, Is.EqualTo(Entries), $"kill {kill}");
        }
        await using var again = await TestLog.OpenAsync(folder);
        while (await PruningProcess.PruneAsync(again)) await Task.Yield();
        Assert.That(await StateAsync(again), Is.EqualTo((Entries, 0)));
        Assert.That((await again.VerifyAsync()).Fault?.Message, Is.Null);
    }

    /// <summary>Many entries, and a run over all of social services' views of them.</summary>
    private static async Task BeginAsync(TestLog log)
    {
        for (var i = 0; i < Entries; i += 100)
        {
            var first = i;
            await log.Log.CommitAsync((_, _) => ValueTask.FromResult(new Change<int>(0, [.. Enumerable.Range(first, 100).Select(Entry)])), default);
        }
        await using var work = await log.Database.BeginAsync(default);
        await new SqlPartyStore(log.Database).AddPartyAsync(work, TestStore.Party(TestLog.Social), default);
        var cut = new RetentionCut(EntryKind.Request, 365, TestLog.At.AddDays(1), Entries);
        await new SqlRetentionStore(log.Database).AddAsync(
            work, new RetentionRun("run", TestLog.Social, "Gallring 1", TestLog.At, 0, null, [new RetentionCount(cut)]).Prove(PruningProcess.Pseudonyms), default);
        await log.Database.CommitAsync(work);
    }

    private static AuditEntry Entry(int second) =>
        AuditEntry.Make(TestLog.Draft($"{second}"), TestLog.At.AddDays(-1).AddSeconds(second), TestLog.SocialKey, TestLog.PoliceKey);

    private static async Task LookAsync(string folder, Func<TestLog, Task> look)
    {
        var log = await TestLog.OpenAsync(folder);
        await look(log);
        await log.CloseAsync();
    }

    private static async Task PruneAndKillAsync(string folder, int parts)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(KilledPruningTests).Assembly.Location, "prune", folder])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        }) ?? throw new InvalidOperationException("the process did not start");
        for (var done = 0; done < parts; done++) Assert.That(await process.StandardOutput.ReadLineAsync(), Is.EqualTo("part"));
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>How many the run says that it has erased, and how many views of social services are there.</summary>
    private static async Task<(int Counted, int Left)> StateAsync(TestLog log)
    {
        var run = (await new SqlRetentionStore(log.Database).ListOpenAsync(default)).Single();
        var entries = await log.Store.FindBySubjectAsync(TestLog.Social, TestLog.Subject, int.MaxValue, default);
        return (run.Erased, entries.Count(e => !e.IsDetailErased));
    }
}
