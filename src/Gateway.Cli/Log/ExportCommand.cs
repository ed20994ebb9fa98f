using System.CommandLine;
using Gateway.Audit;

namespace Gateway.Cli.Log;

/// <summary><c>gateway log export</c>: writes the log as the files of C2SP tlog-tiles. They hold nothing personal.</summary>
internal static class ExportCommand
{
    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "Data folder of a gateway.",
        Required = true,
    };

    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "Folder to write to.", Required = true };

    public static Command Create()
    {
        var command = new Command("export", "Copies the log to files that `gateway log verify --tiles` checks.") { Data, Out };
        command.SetAction((parsed, ct) =>
            LogData.ReadAsync(parsed.GetRequiredValue(Data), parsed, log => ExportAsync(new StoredTiles(log), parsed, ct)));
        return command;
    }

    private static async Task<int> ExportAsync(ITileSource source, ParseResult parsed, CancellationToken ct)
    {
        var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var folder = parsed.GetRequiredValue(Out);
        try
        {
            var copied = await new TileFolder(folder.FullName).CopyAsync(source, new LineProgress(stderr, "files written"), ct);
            await stdout.WriteLineAsync($"{copied.Origin}: {copied.Size} entries exported to `{folder}`");
            await PrunedOutput.WriteAsync(await PrunedDetails.ReadAsync(source, ct), stdout);
            return ExitCodes.Fine;
        }
        catch (InvalidDataException e)
        {
            await stdout.WriteLineAsync($"found wanting: {e.Message}");
            return ExitCodes.FoundWanting;
        }
    }
}
