using System.CommandLine;
using Gateway.Audit;
using Gateway.Storage.Log;

namespace Gateway.Cli.Log;

/// <summary><c>gateway log verify</c>: checks a log from its files alone, without the server.</summary>
internal static class VerifyCommand
{
    private static readonly Option<DirectoryInfo?> Data = new("--data")
    {
        Description = "Data folder of a gateway: checks its database.",
    };

    private static readonly Option<DirectoryInfo?> Tiles = new("--tiles") { Description = "Folder of an exported log." };

    private static readonly Option<string?> Key = new("--vkey")
    {
        Description = "The log's verifier key, or a file that holds it. Without it the key beside the log is taken, "
            + "and the check shows only that the log agrees with itself.",
    };

    public static Command Create()
    {
        var command = new Command("verify", "Hashes every entry again, up to the signed checkpoint.") { Data, Tiles, Key };
        command.Validators.Add(result =>
        {
            var (data, tiles) = (result.GetValue(Data), result.GetValue(Tiles));
            if ((data is null) == (tiles is null)) result.AddError("either --data or --tiles is needed");
            else if ((data ?? tiles) is { Exists: false } folder) result.AddError($"there is no folder `{folder}`");
            if (result.GetValue(Key) is { } key && !TryReadKey(key, out _))
                result.AddError("--vkey is neither a verifier key nor a file with one");
        });
        command.SetAction((parsed, ct) => parsed.GetValue(Tiles) is { } tiles
            ? VerifyAsync(new TileFolder(tiles.FullName), parsed, ct)
            // The validator saw one of the two.
            : LogData.ReadAsync(parsed.GetRequiredValue(Data)!, parsed, log => VerifyAsync(log, parsed, ct)));
        return command;
    }

    /// <summary>Entries whose detail a party has erased are as sound as the others: the tree holds their leaves.</summary>
    private static async Task<int> VerifyAsync(SqlLogStore log, ParseResult parsed, CancellationToken ct)
    {
        var found = await VerifyAsync(new StoredTiles(log), parsed, ct);
        var erased = await log.CountErasedDetailsAsync(ct);
        if (erased > 0) await parsed.InvocationConfiguration.Output.WriteLineAsync($"detail erased by its party: {erased} views");
        return found;
    }

    private static async Task<int> VerifyAsync(ITileSource source, ParseResult parsed, CancellationToken ct)
    {
        var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        NoteVerifier? key = null;
        if (parsed.GetValue(Key) is { } text) TryReadKey(text, out key); // the validator saw that it succeeds
        var found = await LogVerifier.VerifyAsync(source, key, new LineProgress(stderr, "entries checked"), ct);
        if (found is { IsSound: true, Checkpoint: { } checkpoint })
        {
            var root = Convert.ToBase64String(checkpoint.Root.Span);
            await stdout.WriteLineAsync($"{checkpoint.Origin}: {checkpoint.Size} entries lead to the signed root {root}");
            return ExitCodes.Fine;
        }
        await stdout.WriteLineAsync($"found wanting: {found.Fault?.Message}");
        return ExitCodes.FoundWanting;
    }

    private static bool TryReadKey(string text, out NoteVerifier? key)
    {
        key = null;
        try
        {
            key = NoteVerifier.Parse(File.Exists(text) ? File.ReadAllText(text).Trim() : text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
