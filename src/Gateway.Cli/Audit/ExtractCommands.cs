using System.CommandLine;
using System.Text;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Audit;

/// <summary><c>gateway audit extract</c> and <c>end-secrecy</c>: a person's register extract, and what lets it show a matter.</summary>
internal static class ExtractCommands
{
    public static Command CreateExtract()
    {
        var json = new Option<bool>("--json") { Description = "The person's copy as JSON rather than as text." };
        var (from, until) = (TimeOption.Create("--from", "The earliest entry; the beginning where not given."),
            TimeOption.Create("--until", "Behind the latest entry; now where not given."));
        var command = new Command("extract", "Make a person's register extract (registerutdrag). The copy is a proposal: read it, and decide what is given out.")
        {
            json, from, until,
        };
        command.Validators.Add(result =>
        {
            foreach (var option in (Option<string>[])[from, until])
                TimeOption.Check(result, option);
        });
        var look = new LookOptions(isPersonRequired: true).AddTo(command);
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var extract = await connection.Legal.GetRegisterExtractAsync(new GetRegisterExtractRequest
            {
                Subject = await look.PersonAsync(parsed, ct), CaseId = parsed.GetRequiredValue(look.Case),
                Justification = parsed.GetRequiredValue(look.Why),
                From = TimeOption.Read(parsed.GetValue(from)), Until = TimeOption.Read(parsed.GetValue(until)),
            }, ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                parsed.GetValue(json) ? Encoding.UTF8.GetString(extract.CopyJson.Span) : extract.CopyText.TrimEnd());
            // What is kept out goes to the reviewer's screen and never into the copy.
            var told = parsed.InvocationConfiguration.Error;
            await told.WriteLineAsync($"the copy shows {extract.Given} entries; kept out of it:");
            foreach (var withheld in extract.Withheld) await told.WriteLineAsync($"{withheld.Count,6}  {withheld.Rule}: {withheld.Text.Sv}");
            return ExitCodes.Fine;
        });
    }

    public static Command CreateEndSecrecy()
    {
        var reference = new Argument<string>("REFERENCE") { Description = "Id of the request or alert." };
        var number = ServerOptions.RegistrationNumber();
        var command = new Command("end-secrecy", "Decide that your party no longer keeps a request or alert secret from the person. Needs the role `investigation-leader` or `decision-maker`.")
        {
            reference, number,
        };
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            await connection.Legal.EndSecrecyAsync(parsed.GetRequiredValue(reference), parsed.GetRequiredValue(number), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync("no longer kept secret by your party");
            return ExitCodes.Fine;
        });
    }
}
