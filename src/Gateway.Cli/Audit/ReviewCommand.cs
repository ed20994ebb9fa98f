using System.CommandLine;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Audit;

/// <summary><c>gateway audit review</c>: starts a log review.</summary>
internal static class ReviewCommand
{
    public static Command Create()
    {
        var (from, until) = (TimeOption.Create("--from", "The earliest act."), TimeOption.Create("--until", "Behind the latest act."));
        from.Required = true;
        var random = new Option<int>("--random") { Description = "How many of the acts that no rule holds of are chosen at random.",
            DefaultValueFactory = _ => 5 };
        var command = new Command("review", "Review what your party's officers did (logguppföljning). What is found is in the list of follow-ups.")
            { from, until, random };
        command.Validators.Add(result =>
        {
            TimeOption.Check(result, from);
            TimeOption.Check(result, until);
        });
        var look = new LookOptions().AddTo(command, withPerson: false);
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var run = await connection.Legal.StartReviewAsync(new StartReviewRequest
            {
                CaseId = parsed.GetRequiredValue(look.Case), Justification = parsed.GetRequiredValue(look.Why),
                From = TimeOption.Read(parsed.GetValue(from)),
                Until = TimeOption.Read(parsed.GetValue(until)), AtRandom = parsed.GetValue(random),
            }, ct);
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{run.Examined} acts examined, {run.Hits.Count} to be looked at");
            foreach (var hit in run.Hits) await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{hit.Cause,-22} {hit.OfficerId,-24} {hit.Reference}");
            return ExitCodes.Fine;
        });
    }
}
