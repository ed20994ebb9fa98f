using System.CommandLine;
using Gateway.Audit;

namespace Gateway.Cli.Log;

/// <summary>
/// <c>gateway log compare</c>: whether two views of one log, such as what a gateway serves and a copy of last year, are one history.
/// Exit codes: 0 the same, or one extends the other; 1 forked, or not to be compared; 2 wrong usage.
/// </summary>
internal static class CompareCommand
{
    private static readonly Argument<string> First = new("A") { Description = LogPlace.Description };

    private static readonly Argument<string> Second = new("B") { Description = "The other one." };

    private static readonly LogPlace Place = new();

    public static Command Create()
    {
        var command = new Command("compare", "Says of two views of a log: same or extends (exit code 0), or forked (1, as for what cannot be compared).")
        {
            First, Second,
        };
        Place.AddTo(command, result => [result.GetValue(First) ?? "", result.GetValue(Second) ?? ""]);
        command.SetAction((parsed, ct) => ViewAsync(parsed.GetRequiredValue(First), parsed, a => ViewAsync(parsed.GetRequiredValue(Second), parsed,
            b => CompareAsync(a, b, parsed.InvocationConfiguration.Output, ct), ct), ct));
        return command;
    }

    private static Task<int> ViewAsync(string place, ParseResult parsed, Func<View, Task<int>> use, CancellationToken ct) =>
        Place.ReadAsync(place, parsed, async (source, keys) =>
        {
            var log = new TileLog(source);
            return await use(new View(place, log, await log.CheckpointAsync(keys, ct)));
        }, ct);

    private static async Task<int> CompareAsync(View a, View b, TextWriter stdout, CancellationToken ct)
    {
        if (a.Checkpoint.Origin != b.Checkpoint.Origin)
            throw new InvalidDataException($"`{a.Checkpoint.Origin}` and `{b.Checkpoint.Origin}` are two logs");
        var (older, newer) = a.Checkpoint.Size <= b.Checkpoint.Size ? (a, b) : (b, a);
        var isOne = await newer.Log.ExtendsAsync(older.Checkpoint, newer.Checkpoint, ct);
        await stdout.WriteLineAsync(!isOne ? $"forked: {newer} does not extend {older}; both are signed by the log: keep them, they are the evidence"
            : older.Checkpoint.Size == newer.Checkpoint.Size ? $"same: {newer.Checkpoint.Size} entries"
            : $"extends: {newer} extends {older}");
        return isOne ? ExitCodes.Fine : ExitCodes.FoundWanting;
    }

    private sealed record View(string Name, TileLog Log, Checkpoint Checkpoint)
    {
        public override string ToString() => $"`{Name}` with {Checkpoint.Size} entries";
    }
}
