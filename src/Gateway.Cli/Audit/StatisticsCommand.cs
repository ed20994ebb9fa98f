using System.CommandLine;
using System.Globalization;
using CsvHelper;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Audit;

/// <summary><c>gateway audit statistics</c>: a month as CSV, without persons and without small groups.</summary>
internal static class StatisticsCommand
{
    public static Command Create()
    {
        var month = new Argument<string>("MONTH") { Description = "A month that is over, YYYY-MM." };
        var command = new Command("statistics", "Count your party's month, as CSV. Groups of fewer than five persons are in no figure.") { month };
        var look = new LookOptions().AddTo(command, withPerson: false);
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var told = await connection.Legal.GetStatisticsAsync(new GetStatisticsRequest
            {
                Month = parsed.GetRequiredValue(month), CaseId = parsed.GetRequiredValue(look.Case),
                Justification = parsed.GetRequiredValue(look.Why),
            }, ct);
            await using var csv = CsvWriter.Create(
                parsed.InvocationConfiguration.Output, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
            await csv.WriteRecordAsync(["month", "dimension", "group", "count"], ct);
            await csv.WriteRecordAsync([told.Month, "total", "", Number(told.Total)], ct);
            foreach (var count in told.Counts) await csv.WriteRecordAsync([told.Month, count.Dimension, count.Group, Number(count.Count)], ct);
            if (told.MedianHours >= 0) await csv.WriteRecordAsync([told.Month, "lead-time-hours", "median", Number(told.MedianHours)], ct);
            if (told.NinetiethHours >= 0) await csv.WriteRecordAsync([told.Month, "lead-time-hours", "ninetieth", Number(told.NinetiethHours)], ct);
            return ExitCodes.Fine;
        });
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
