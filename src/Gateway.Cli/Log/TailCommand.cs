using System.CommandLine;
using System.Globalization;
using Gateway.Audit;

namespace Gateway.Cli.Log;

/// <summary><c>gateway log tail</c>: the newest entries, each proven before it is shown.</summary>
internal static class TailCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly Argument<string> From = new("LOG") { Description = LogPlace.Description };

    private static readonly Option<int> Lines = new("--lines") { Description = "How many entries, 1 to 1000.", DefaultValueFactory = _ => 10 };

    private static readonly Option<bool> Follow = new("--follow")
        { Description = "Go on with those that are added; ends where the log does not extend what was shown." };

    private static readonly LogPlace Place = new();

    public static Command Create()
    {
        var command = new Command("tail", "Shows the newest entries: index, time, kind, holder, counterpart.") { From, Lines, Follow };
        Place.AddTo(command, result => [result.GetValue(From) ?? ""]);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Lines) is < 1 or > 1_000) result.AddError("--lines: 1 to 1000 is expected");
        });
        command.SetAction((parsed, ct) => Place.ReadAsync(parsed.GetRequiredValue(From), parsed, (source, keys) =>
            TailAsync(new TileLog(source), keys, parsed, ct), ct));
        return command;
    }

    private static async Task<int> TailAsync(TileLog log, IReadOnlyList<NoteVerifier> keys, ParseResult parsed, CancellationToken ct)
    {
        var stdout = parsed.InvocationConfiguration.Output;
        var shown = await log.CheckpointAsync(keys, ct);
        await ShowAsync(log, Math.Max(0, shown.Size - parsed.GetValue(Lines)), shown, stdout, ct);
        while (parsed.GetValue(Follow))
        {
            await Task.Delay(Pause, ct);
            var newest = await log.CheckpointAsync(keys, ct);
            if (!await log.ExtendsAsync(shown, newest, ct)) throw new InvalidDataException(
                $"the log was forked or rolled back: {newest.Size} entries do not extend the {shown.Size} that were shown");
            await ShowAsync(log, shown.Size, newest, stdout, ct);
            shown = newest;
        }
        return ExitCodes.Fine;
    }

    private static async Task ShowAsync(TileLog log, long from, Checkpoint checkpoint, TextWriter stdout, CancellationToken ct)
    {
        await foreach (var (index, entry) in log.EntriesAsync(from, checkpoint, ct)) await stdout.WriteLineAsync(Line(index, entry.Span));
    }

    private static string Line(long index, ReadOnlySpan<byte> entry)
    {
        try
        {
            var leaf = EntryLeaf.Parse(entry);
            return string.Create(CultureInfo.InvariantCulture,
                $"{index}  {leaf.At:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}  {leaf.Kind.Word()}  {leaf.Holder}  {leaf.Counterpart}").TrimEnd();
        }
        catch (FormatException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{index}  no leaf of a gateway: {Convert.ToBase64String(entry)}");
        }
    }
}
