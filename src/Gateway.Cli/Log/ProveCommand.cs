using System.CommandLine;
using Gateway.Audit;

namespace Gateway.Cli.Log;

/// <summary><c>gateway log prove</c>: an entry's receipt (C2SP tlog-proof), made from the log's files and checked.</summary>
internal static class ProveCommand
{
    private static readonly Argument<long> Index = new("INDEX") { Description = "The entry's place in the log, 0 and upwards." };

    private static readonly Argument<string> From = new("LOG") { Description = LogPlace.Description };

    private static readonly LogPlace Place = new();

    public static Command Create()
    {
        var command = new Command("prove", "Prints a tlog-proof that an entry is in the log, against its newest checkpoint.") { Index, From };
        Place.AddTo(command, result => [result.GetValue(From) ?? ""]);
        command.SetAction((parsed, ct) => Place.ReadAsync(parsed.GetRequiredValue(From), parsed, async (source, keys) =>
        {
            var log = new TileLog(source);
            var proof = await log.ProveAsync(parsed.GetRequiredValue(Index), await log.CheckpointAsync(keys, ct), ct);
            await parsed.InvocationConfiguration.Output.WriteAsync(proof.ToString());
            return ExitCodes.Fine;
        }, ct));
        return command;
    }
}
