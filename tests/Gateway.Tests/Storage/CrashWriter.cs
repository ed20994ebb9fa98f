namespace Gateway.Tests.Storage;

/// <summary>
/// A process that writes to a log as fast as it can, for <see cref="CrashTests"/> to kill. It prints one line per acknowledged
/// change, after the acknowledgement (<see cref="Acknowledged"/>). Paced, it leaves the file to others in between.
/// </summary>
internal static class CrashWriter
{
    private const int Writers = 8;

    public static async Task<int> Main(string[] args)
    {
        if (args is ["fault", var faulty, var name]) return await Faults.FaultWriter.RunAsync(faulty, name);
        if (args is ["prune", var pruned]) return await Retention.PruningProcess.RunAsync(pruned);
        if (args is not [var folder, var run, .. var paced]) return 2;
        var log = await TestLog.OpenAsync(folder);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => WriteAsync(log, $"{run} {w}", TimeSpan.FromMilliseconds(paced.Length > 0 ? 20 : 0))));
        return 0;
    }

    private static async Task WriteAsync(TestLog log, string name, TimeSpan pause)
    {
        for (var i = 0; ; i++)
        {
            Console.Out.WriteLine(Acknowledged.Of(await log.CommitAsync($"{name} {i}")));
            if (pause > TimeSpan.Zero) await Task.Delay(pause);
        }
    }
}
