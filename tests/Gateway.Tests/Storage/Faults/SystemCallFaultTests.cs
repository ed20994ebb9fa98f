using System.Diagnostics;

namespace Gateway.Tests.Storage.Faults;

/// <summary>
/// A kill or an error at every call with which a commit changes the database's files (design §1.7, §6), as tessera's tests do. The calls are
/// counted once and then hit one by one: evenly spread ones, or all where GATEWAY_EVERY_FAULT is set (about five minutes).
/// </summary>
[Parallelizable(ParallelScope.Children)]
public sealed class SystemCallFaultTests
{
    private static readonly int MostRuns = Environment.GetEnvironmentVariable("GATEWAY_EVERY_FAULT") is { Length: > 0 } ? int.MaxValue : 20;

    private string _template = "";
    private IReadOnlyList<(string Name, int Ordinal)> _calls = [];

    [OneTimeSetUp]
    public async Task CountCalls()
    {
        _template = TestLog.NewFolder();
        var log = await TestLog.OpenAsync(_template);
        await log.CommitAsync("before");
        await log.CloseAsync();
        var copy = NewCopy();
        var traced = await TracedWriter.RunAsync(copy, "traced", fault: "");
        Directory.Delete(copy, recursive: true);
        Assert.That(traced.Acknowledged, Has.Count.EqualTo(FaultWriter.Changes));
        _calls = traced.Made;
    }

    [OneTimeTearDown]
    public void RemoveTemplate() => Directory.Delete(_template, recursive: true);

    [Test]
    public void Commits_Traced_WriteAndSyncEachTime()
    {
        Assert.That(_calls.Count(c => c.Name == "pwrite64"), Is.GreaterThan(2 * FaultWriter.Changes));
        Assert.That(_calls.Count(c => c.Name is "fdatasync" or "fsync"), Is.GreaterThanOrEqualTo(FaultWriter.Changes), "each commit is synced");
    }

    [TestCase("signal=KILL", false)]
    [TestCase("error=EIO", false)]
    [TestCase("error=EIO", true)]
    [TestCase("error=ENOSPC", true)]
    [TestCase("error=EROFS", true)]
    public async Task Log_FaultAtACallOfTheCommitPath_KeepsWhatItAcknowledgedAndGoesOn(string fault, bool isLasting)
    {
        var began = Stopwatch.GetTimestamp();
        var runs = Math.Min(MostRuns, _calls.Count);
        var chosen = Enumerable.Range(0, runs).Select(i => _calls[i * _calls.Count / runs]).ToList();
        var (hit, refused) = (0, 0);
        foreach (var (name, ordinal) in chosen)
        {
            var folder = NewCopy();
            var traced = await TracedWriter.RunAsync(folder, "faulty", $"{name}:{fault}:when={ordinal}{(isLasting ? "+" : "")}");
            if (traced.IsHit) hit++;
            refused += traced.Refused;
            await using var log = await TestLog.OpenAsync(folder);
            await Acknowledged.AssertKeptAsync(log, traced.Acknowledged);
            await Acknowledged.AssertKeptAsync(log, [.. traced.Acknowledged, Acknowledged.Of(await log.CommitAsync("after"))]);
        }
        // Salts and ids differ between runs, and with them how many pages the last calls write.
        Assert.That(hit, Is.GreaterThanOrEqualTo(runs * 9 / 10), "faults came to pass");
        await TestContext.Out.WriteLineAsync(
            $"{fault}{(isLasting ? " from there on" : "")}: {hit} of {_calls.Count} calls, {refused} changes refused, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        if (fault != "signal=KILL") Assert.That(refused, Is.GreaterThan(0), "errors reached the log");
    }

    private string NewCopy()
    {
        var folder = TestLog.NewFolder();
        CopyTo(_template, folder);
        return folder;
    }

    private static void CopyTo(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
