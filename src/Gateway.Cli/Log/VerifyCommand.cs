using System.CommandLine;
using Gateway.Audit;
using Gateway.Storage;

namespace Gateway.Cli.Log;

/// <summary><c>gateway log verify</c>: checks a log from its files alone, wherever they lie.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string?> Data = new("--data") { Description = "Data folder of a gateway: checks its database." };

    private static readonly Option<string?> Tiles = new("--tiles") { Description = "Folder of an exported log." };

    private static readonly Option<string?> Url = new("--url") { Description = "A gateway's address, https: checks what it serves." };

    private static readonly Option<FileInfo?> Remember = new("--remember")
    {
        Description = "File with the last checkpoint that was found sound: the check goes on from there, and a log that does not extend it "
            + "is found wanting. Written once the log is sound.",
    };

    private static readonly LogPlace Place = new();

    public static Command Create()
    {
        var command = new Command("verify", "Hashes every entry again, up to the signed checkpoint.") { Data, Tiles, Url, Remember };
        Place.AddTo(command, result => PlacesOf(result.GetValue(Data), result.GetValue(Tiles), result.GetValue(Url)));
        command.Validators.Add(result =>
        {
            if (PlacesOf(result.GetValue(Data), result.GetValue(Tiles), result.GetValue(Url)).Count() != 1)
                result.AddError("one of --data, --tiles and --url is needed");
            if (result.GetValue(Data) is { } data && Directory.Exists(data) && !SqliteDatabase.IsIn(data))
                result.AddError($"`{data}` holds no `gateway.db`");
        });
        command.SetAction(async (parsed, ct) =>
        {
            var place = PlacesOf(parsed.GetValue(Data), parsed.GetValue(Tiles), parsed.GetValue(Url)).Single();
            var found = await Place.ReadAsync(place, parsed, (source, keys) => VerifyAsync(source, keys, parsed, ct), ct);
            return parsed.GetValue(Data) is { } data ? await CountErasedAsync(data, found, parsed, ct) : found;
        });
        return command;
    }

    private static IEnumerable<string> PlacesOf(params string?[] places) => places.OfType<string>();

    private static async Task<int> VerifyAsync(ITileSource source, IReadOnlyList<NoteVerifier> keys, ParseResult parsed, CancellationToken ct)
    {
        var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var remembered = parsed.GetValue(Remember) is { } file ? new RememberedCheckpoint(file.FullName) : null;
        var log = new TileLog(source);
        var since = remembered is null ? null : await remembered.ReadAsync(log, keys, ct);
        var checkpoint = await log.CheckpointAsync(keys, ct);
        var found = await VerifyProgress.RunAsync(stderr, checkpoint.Size,
            progress => LogVerifier.VerifyAsync(source, checkpoint, since, progress, ct));
        if (found.IsSound)
        {
            remembered?.Write(checkpoint);
            var root = Convert.ToBase64String(checkpoint.Root.Span);
            var from = since is { Size: > 0 } ? $", checked from entry {since.Size} on" : "";
            await stdout.WriteLineAsync($"{checkpoint.Origin}: {checkpoint.Size} entries lead to the signed root {root}{from}");
            await PrunedOutput.WriteAsync(await PrunedDetails.ReadAsync(source, ct), stdout); // last: damaged, it takes nothing from the tree
            return ExitCodes.Fine;
        }
        await stdout.WriteLineAsync($"found wanting: {found.Fault?.Message}");
        return ExitCodes.FoundWanting;
    }

    /// <summary>Entries whose detail a party has erased are as sound as the others: the tree holds their leaves.</summary>
    private static Task<int> CountErasedAsync(string data, int found, ParseResult parsed, CancellationToken ct) =>
        found != ExitCodes.Fine ? Task.FromResult(found) : LogData.ReadAsync(new DirectoryInfo(data), parsed, async log =>
        {
            var (erased, output) = (await log.CountErasedDetailsAsync(ct), parsed.InvocationConfiguration.Output);
            if (erased > 0) await output.WriteLineAsync($"detail erased by its party: {erased} views");
            foreach (var taken in await log.PrunedAsync(ct))
                await output.WriteLineAsync($"  of these by retention: {taken.Erased} of `{taken.Kind.Word()}` of {taken.Party}");
            return ExitCodes.Fine;
        });
}
