using Gateway.Audit;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Storage.Faults;

/// <summary>
/// A process that commits a few changes one after the other, goes on after each whose outcome is unknown, and closes the log. Its system
/// calls are the same in every run, so that a fault can be placed at each. It prints what was acknowledged (<see cref="Acknowledged"/>).
/// </summary>
internal static class FaultWriter
{
    /// <summary>What it prints where the log could not commit.</summary>
    public const string Unknown = "unknown";

    /// <summary>Changes that one run tries.</summary>
    public const int Changes = 3;

    public static async Task<int> RunAsync(string folder, string name)
    {
        await Task.Yield(); // off the main thread: strace counts calls for each thread, and the pool has one
        try
        {
            var log = await TestLog.OpenAsync(folder);
            for (var i = 0; i < Changes; i++) Console.Out.WriteLine(await TryAsync(log, $"{name} {i}"));
            await log.CloseAsync();
        }
        catch (SqliteException) // the fault met the opening: nothing was begun
        {
            Console.Out.WriteLine(Unknown);
        }
        return 0;
    }

    private static async Task<string> TryAsync(TestLog log, string text)
    {
        try
        {
            return Acknowledged.Of(await log.CommitAsync(text)).ToString();
        }
        catch (LogUnavailableException)
        {
            return Unknown;
        }
    }
}
