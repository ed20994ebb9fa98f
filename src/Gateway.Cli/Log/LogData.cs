using System.CommandLine;
using Gateway.Audit;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Cli.Log;

/// <summary>The log in a gateway's data folder, opened for looking only.</summary>
internal static class LogData
{
    public static async Task<int> ReadAsync(DirectoryInfo folder, ParseResult parsed, Func<ITileSource, Task<int>> use)
    {
        try
        {
            await using var database = SqliteDatabase.OpenReadOnly(folder.FullName);
            return await use(new StoredTiles(new SqlLogStore(database)));
        }
        catch (FileNotFoundException e)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
            return ExitCodes.WrongUsage;
        }
    }
}
