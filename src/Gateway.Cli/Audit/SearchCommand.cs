using System.CommandLine;
using Gateway.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Gateway.Cli.Audit;

/// <summary><c>gateway audit search</c>: entries by person, officer, case, provision, party, time, outcome and kind.</summary>
internal static class SearchCommand
{
    private static readonly Dictionary<string, Outcome> Outcomes = new()
    {
        ["permit"] = Outcome.Permit, ["awaiting-assessment"] = Outcome.AwaitingAssessment, ["deny"] = Outcome.Deny,
    };

    public static Command Create()
    {
        var (from, until) = (TimeOption.Create("--from", "The earliest entry; 30 days ago where neither it nor a person is given."),
            TimeOption.Create("--until", "Behind the latest entry."));
        var (officer, inCase) = (Text("--officer", "An officer who acted."), Text("--in-case", "The case of whoever asked or looked."));
        var (provision, party) = (Text("--provision", "A provision, such as `osl-10-18a`."), Text("--party", "The other party."));
        var (kind, outcome) = (Text("--kind", "A kind of entry, such as `request`."), Text("--outcome", "permit, awaiting-assessment or deny."));
        var json = new Option<bool>("--json") { Description = "A line of JSON per entry, its detail with it." };
        var csv = new Option<bool>("--csv") { Description = "CSV with a header." };
        var command = new Command("search", "Search your party's entries. Without a person one call reads 31 days at most.")
        {
            from, until, officer, inCase, provision, party, kind, outcome, json, csv,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(csv)) result.AddError("--json and --csv exclude each other");
            if (result.GetValue(outcome) is { } word && !Outcomes.ContainsKey(word))
                result.AddError("--outcome: permit, awaiting-assessment or deny");
            foreach (var option in (Option<string>[])[from, until])
                TimeOption.Check(result, option);
        });
        var look = new LookOptions().AddTo(command);
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var person = await look.PersonAsync(parsed, ct);
            var request = new SearchRequest
            {
                CaseId = parsed.GetRequiredValue(look.Case), Justification = parsed.GetRequiredValue(look.Why), Subject = person,
                From = TimeOption.Read(parsed.GetValue(from))
                    ?? (person is null ? Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(-30)) : null),
                Until = TimeOption.Read(parsed.GetValue(until)), OfficerId = parsed.GetValue(officer) ?? "", InCaseId = parsed.GetValue(inCase) ?? "",
                ProvisionId = parsed.GetValue(provision) ?? "", PartyId = parsed.GetValue(party) ?? "", Kind = parsed.GetValue(kind) ?? "",
                Outcome = parsed.GetValue(outcome) is { } word ? Outcomes[word] : Outcome.Unspecified,
            };
            await using var output = EntryOutput.For(parsed.GetValue(json), parsed.GetValue(csv), parsed.InvocationConfiguration.Output);
            var (found, progress) = (0, parsed.InvocationConfiguration.Error);
            await foreach (var step in connection.Legal.SearchAsync(request, ct))
            {
                foreach (var entry in step.Entries) await output.WriteAsync(entry);
                found += step.Entries.Count;
                await progress.WriteLineAsync($"{step.Opened} opened, {found} found"
                    + (step.NotShown > 0 ? $", {step.NotShown} not shown: conflict of interest" : ""));
            }
            return ExitCodes.Fine;
        });
    }

    private static Option<string> Text(string name, string description) => new(name) { Description = description };
}
