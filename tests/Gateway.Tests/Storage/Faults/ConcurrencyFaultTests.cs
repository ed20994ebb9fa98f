using System.Diagnostics;
using Gateway.Audit;
using Gateway.Tests.Enforcement;

namespace Gateway.Tests.Storage.Faults;

/// <summary>Two processes on one file, callers that leave, and a clock that goes back.</summary>
public sealed class ConcurrencyFaultTests
{
    [Test]
    public async Task Log_TwoProcessesWriteAtOnce_ContinueEachOther()
    {
        var folder = TestLog.NewFolder();
        await (await TestLog.OpenAsync(folder)).CloseAsync();
        var both = await Task.WhenAll(((string[])["one", "two"]).Select(name => CrashTests.WriteAndKillAsync(folder, name, lines: 240, "paced")));
        await using var log = await TestLog.OpenAsync(folder);
        Assert.That(both.Select(b => b.Count), Is.All.GreaterThanOrEqualTo(240));
        var turns = both.SelectMany((b, process) => b.Select(a => (a.Index, process))).OrderBy(a => a.Index).Select(a => a.process).ToList();
        var changes = turns.Zip(turns.Skip(1)).Count(t => t.First != t.Second);
        await TestContext.Out.WriteLineAsync($"the writer changed {changes} times in {turns.Count} entries");
        Assert.That(changes, Is.GreaterThan(3), "they wrote at the same time");
        await Acknowledged.AssertKeptAsync(log, [.. both.SelectMany(b => b)]);
    }

    [Test]
    public async Task CommitAsync_CancelledAroundItsTurn_IsAcknowledgedOrLeavesNothing()
    {
        const int calls = 1500;
        await using var log = await TestLog.OpenAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, calls).Select(i => Task.Run(() => CancelledAsync(log, i))));
        var acknowledged = outcomes.OfType<Acknowledged>().ToList();
        await TestContext.Out.WriteLineAsync($"{acknowledged.Count} of {calls} stood, {calls - acknowledged.Count} were withdrawn");
        Assert.That(acknowledged, Has.Count.InRange(1, calls - 1), "both came to pass");
        Assert.That(await log.NotesAsync(), Has.Count.EqualTo(acknowledged.Count), "what was withdrawn left nothing");
        await Acknowledged.AssertKeptAsync(log, acknowledged);
    }

    [Test]
    public async Task Log_ClockGoesBack_GoesOnInItsOwnOrder()
    {
        await using var log = await TestLog.OpenAsync();
        var clock = new ManualTime(TestLog.At);
        await using var writer = new AuditLog(log.Database, log.Store, TestLog.Signer, clock);
        var acknowledged = new List<Acknowledged>();
        foreach (var hours in (int[])[0, 1, -1, -24 * 400, -24 * 400, 2])
        {
            clock.Now = TestLog.At.AddHours(hours);
            var number = acknowledged.Count;
            acknowledged.Add(Acknowledged.Of(await writer.CommitAsync(async (work, _) =>
            {
                var change = await TestLog.Write(work, $"note {number}");
                return new Change<string>(
                    change.Value, [AuditEntry.Make(TestLog.Draft($"note {number} 0"), clock.Now, TestLog.SocialKey, TestLog.PoliceKey)]);
            }, CancellationToken.None)));
        }
        Assert.That(acknowledged.Select(a => a.Index), Is.EqualTo([0, 1, 2, 3, 4, 5]));
        await Acknowledged.AssertKeptAsync(log, acknowledged);
        var found = await writer.FindBySubjectAsync(TestLog.Social, TestLog.Subject, 10, CancellationToken.None);
        Assert.That(found.Select(e => e.Index), Is.EqualTo([0, 1, 2, 3, 4, 5]), "the order is the log's, not the clock's");
        Assert.That(found.Select(e => (e.At - TestLog.At).TotalHours), Is.EqualTo([0, 1, -1, -24 * 400, -24 * 400, 2]), "what the clock said is told");
    }

    private static async Task<Acknowledged?> CancelledAsync(TestLog log, int number)
    {
        using var cancellation = new CancellationTokenSource();
        var commit = log.Log.CommitAsync((work, _) => TestLog.Write(work, $"note {number}"), cancellation.Token);
        // From at once to a few milliseconds: before, within and after its turn.
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began).TotalMicroseconds < number % 60 * 100) await Task.Yield();
        await cancellation.CancelAsync();
        try
        {
            return Acknowledged.Of(await commit);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
