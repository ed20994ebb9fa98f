using System.Text;

namespace Gateway.Tests.Storage;

/// <summary>
/// A process that writes to a log as fast as it can, for <see cref="CrashTests"/> to kill. It prints one line per acknowledged
/// change, after the acknowledgement: index, leaf hash, the checkpoint in base64, and a full stop.
/// </summary>
internal static class CrashWriter
{
    private const int Writers = 8;

    public static async Task<int> Main(string[] args)
    {
        if (args is not [var folder, var run]) return 2;
        var log = await TestLog.OpenAsync(folder);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => WriteAsync(log, $"{run} {w}")));
        return 0;
    }

    private static async Task WriteAsync(TestLog log, string name)
    {
        for (var i = 0; ; i++)
        {
            var committed = await log.CommitAsync($"{name} {i}");
            var entry = committed.Entries[0];
            var note = Convert.ToBase64String(Encoding.UTF8.GetBytes(committed.Checkpoint.Note));
            Console.Out.WriteLine($"{entry.Index} {Convert.ToBase64String(entry.Entry.LeafHash.Span)} {note} .");
        }
    }
}
