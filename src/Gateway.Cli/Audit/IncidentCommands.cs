using System.CommandLine;
using System.Globalization;
using System.Text;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Audit;

/// <summary><c>gateway audit incident</c> and <c>incident-report</c>: what went to the wrong receiver.</summary>
internal static class IncidentCommands
{
    public static Command CreateReport()
    {
        var reference = new Argument<string>("REFERENCE") { Description = "Id of the alert that you sent or the request that you were asked." };
        var what = new Option<FileInfo>("--what") { Description = "Text file that says what happened: it stands on no command line.",
            Required = true };
        var consequences = new Option<FileInfo>("--consequences") { Description = "Text file that says what is likely to come of it." };
        var aware = TimeOption.Create("--aware-at", "When your party became aware of it; now where not given.");
        var number = ServerOptions.RegistrationNumber();
        var command = new Command("incident", "Report that something went to the wrong receiver: it is stopped at once. Any officer of the party may.")
        {
            reference, what, consequences, aware, number,
        };
        command.Validators.Add(result =>
        {
            foreach (var option in (Option<FileInfo>[])[what, consequences])
                if (result.GetValue(option) is { Exists: false } file) result.AddError($"{option.Name}: there is no file `{file}`");
            TimeOption.Check(result, aware);
        });
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var reported = await connection.Incidents.ReportAsync(new ReportIncidentRequest
            {
                Reference = parsed.GetRequiredValue(reference), RegistrationNumber = parsed.GetRequiredValue(number),
                WhatHappened = await TextAsync(parsed.GetRequiredValue(what), ct),
                LikelyConsequences = await TextAsync(parsed.GetValue(consequences), ct),
                AwareAt = TimeOption.Read(parsed.GetValue(aware)),
            }, ct);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"stopped; incident {reported.IncidentId}; tell the supervisory authority before {reported.ReportBefore.ToDateTimeOffset():yyyy-MM-dd HH:mm} UTC (article 33, not verified)"));
            foreach (var opened in reported.Opened)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{opened.At.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}  {opened.OfficerId}  {string.Join(',', opened.Categories)}"));
            return ExitCodes.Fine;
        });
    }

    public static Command CreateRead()
    {
        var incident = new Argument<string>("INCIDENT") { Description = "The incident's id." };
        var why = new Option<string>("--why") { Description = "Why you look; kept sealed in the log.", Required = true };
        var command = new Command("incident-report",
            "Tell what a report to the supervisory authority says. Needs the role `legal-reviewer` or `registrar`.") { incident, why };
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var report = await connection.Incidents.ReadAsync(parsed.GetRequiredValue(incident), parsed.GetRequiredValue(why), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Encoding.UTF8.GetString(report.Span));
            return ExitCodes.Fine;
        });
    }

    private static async Task<string> TextAsync(FileInfo? file, CancellationToken ct) =>
        file is null ? "" : (await File.ReadAllTextAsync(file.FullName, ct)).Trim();
}
