using System.CommandLine;
using System.Data;
using System.Data.Common;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Cli.Log;

/// <summary>The log in a gateway's data folder, opened for looking only.</summary>
internal static class LogData
{
    /// <summary>Hands the log to a command; a database that cannot be read as one is found wanting.</summary>
    public static async Task<int> ReadAsync(DirectoryInfo folder, ParseResult parsed, Func<SqlLogStore, Task<int>> use)
    {
        try
        {
            await using var database = SqliteDatabase.OpenReadOnly(folder.FullName);
            return await use(new SqlLogStore(database));
        }
        catch (FileNotFoundException e)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
            return ExitCodes.WrongUsage;
        }
        catch (Exception e) when (e is DbException or DataException or FormatException)
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"found wanting: the database holds no readable log: {e.Message}");
            return ExitCodes.FoundWanting;
        }
    }
}
