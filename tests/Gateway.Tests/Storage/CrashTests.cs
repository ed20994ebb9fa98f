using System.Diagnostics;

namespace Gateway.Tests.Storage;

/// <summary>What was acknowledged is not lost, whatever is killed, whenever (design §1.7).</summary>
public sealed class CrashTests
{
    [Test]
    public async Task Log_WriterKilledAgainAndAgain_KeepsWhatItAcknowledged()
    {
        var folder = TestLog.NewFolder();
        var acknowledged = new List<Acknowledged>();
        for (var run = 0; run < 3; run++) acknowledged.AddRange(await WriteAndKillAsync(folder, $"run {run}", lines: 40 + 60 * run));

        await using var log = await TestLog.OpenAsync(folder);
        Assert.That(acknowledged, Has.Count.GreaterThanOrEqualTo(300));
        await Acknowledged.AssertKeptAsync(log, acknowledged);
    }

    /// <summary>Starts a <see cref="CrashWriter"/> and kills it once so many changes were acknowledged.</summary>
    internal static async Task<IReadOnlyList<Acknowledged>> WriteAndKillAsync(string folder, string name, int lines, params string[] paced)
    {
        using var writer = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(CrashTests).Assembly.Location, folder, name, .. paced])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        }) ?? throw new InvalidOperationException("the writer did not start");
        var acknowledged = new List<Acknowledged>();
        while (await writer.StandardOutput.ReadLineAsync() is { } line && Acknowledged.Parse(line) is { } one)
        {
            acknowledged.Add(one);
            if (acknowledged.Count == lines) writer.Kill();
        }
        await writer.WaitForExitAsync();
        return acknowledged;
    }
}
