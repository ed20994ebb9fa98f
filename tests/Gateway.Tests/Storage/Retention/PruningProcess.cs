using Gateway.Audit;
using Gateway.Records.Retention;
using Gateway.Storage.Retention;

namespace Gateway.Tests.Storage.Retention;

/// <summary>A process that carries out a folder's open retention run in small parts, for a test to kill. It prints a line after each part.</summary>
internal static class PruningProcess
{
    /// <summary>The key of a test, by which the run is proven.</summary>
    public static readonly SubjectPseudonyms Pseudonyms = new(new byte[32]);

    public static async Task<int> RunAsync(string folder)
    {
        var log = await TestLog.OpenAsync(folder);
        while (await PruneAsync(log)) Console.Out.WriteLine("part");
        return 0;
    }

    /// <summary>One part; false where nothing is left to do.</summary>
    public static async Task<bool> PruneAsync(TestLog log)
    {
        var store = new SqlRetentionStore(log.Database);
        var run = (await store.ListOpenAsync(default)).Single();
        return await new DetailScan(log.Database, store, Pseudonyms) { Part = 20 }.EraseNextAsync(run.Id, TestLog.At, default);
    }
}
