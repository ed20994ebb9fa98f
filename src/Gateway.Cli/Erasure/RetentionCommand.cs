using System.CommandLine;
using System.Globalization;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Erasure;

/// <summary><c>gateway retention</c>: how long the caller's party keeps the details of its log entries. Needs the role <c>registrar</c>.</summary>
internal static class RetentionCommand
{
    public static Command Create() =>
        new("retention", "Decide how long your party keeps the details of its log entries, and erase those past their time; the log stays verifiable.")
        {
            CreateRules(), CreateSet(), CreatePreview(), CreatePropose(), CreateList(),
        };

    private static Command CreateRules() => new ServerOptions().On(
        new Command("rules", "List the rules; details of other kinds are kept."), async (connection, parsed, ct) =>
        {
            foreach (var rule in await connection.Retention.RulesAsync(ct))
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{rule.Kind}  {rule.Days} days  {rule.RegistrationNumber}");
            return ExitCodes.Fine;
        });

    private static Command CreateSet()
    {
        var rules = new Argument<string[]>("KIND=DAYS")
        {
            Description = "Kind of entry, and days from 365 on; 0 withdraws the rule. Such as request=1825.", Arity = ArgumentArity.OneOrMore,
        };
        var number = ServerOptions.RegistrationNumber();
        var command = new Command("set", "Propose rules, which another registrar approves. Nothing is erased by them alone.") { rules, number };
        command.Validators.Add(result =>
        {
            foreach (var text in result.GetValue(rules) ?? [])
                if (Read(text) is null) result.AddError($"`{text}`: a kind, `=` and a number of days are expected");
        });
        return new ServerOptions().On(command, async (connection, parsed, ct) => await ProposalsCommand.TellAsync(parsed,
            await connection.Retention.ProposeRulesAsync(
                parsed.GetRequiredValue(rules).Select(Read).OfType<RetentionRule>(), parsed.GetRequiredValue(number), ct)));
    }

    private static Command CreatePreview() => new ServerOptions().On(
        new Command("preview", "Count, per kind, the details past their time now and those of them that are held."), async (connection, parsed, ct) =>
        {
            var preview = await connection.Retention.PreviewAsync(ct);
            var output = parsed.InvocationConfiguration.Output;
            foreach (var count in preview.Counts)
                await output.WriteLineAsync($"{count.Kind}  past {count.Days} days: {count.Details} to erase, {count.Held} held"
                    + (count.Oldest.Length > 0 ? $"; {count.Oldest} to {count.Newest}" : ""));
            await output.WriteLineAsync($"backups hold them for {preview.BackupDays} days more");
            return ExitCodes.Fine;
        });

    private static Command CreatePropose()
    {
        var number = ServerOptions.RegistrationNumber();
        var command = new Command("propose", "Propose to erase what is past its time now, which another registrar approves.") { number };
        return new ServerOptions().On(command, async (connection, parsed, ct) => await ProposalsCommand.TellAsync(
            parsed, (await connection.Retention.ProposeAsync(parsed.GetRequiredValue(number), ct)).ProposalId));
    }

    private static Command CreateList() => new ServerOptions().On(
        new Command("list", "List such erasures, and how far each has come."), async (connection, parsed, ct) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            foreach (var erasure in await connection.Retention.ListAsync(ct))
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{erasure.ErasureId}  {erasure.RegistrationNumber}  approved {erasure.ApprovedAt.ToDateTimeOffset():yyyy-MM-dd HH:mm}  "
                    + $"{(erasure.DoneAt is { } done ? $"done {done.ToDateTimeOffset():yyyy-MM-dd HH:mm}" : "under way")}"));
                foreach (var part in erasure.Parts)
                    await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                        $"  {part.Kind}  before {part.Before.ToDateTimeOffset():yyyy-MM-dd HH:mm}: {part.Erased} erased, {part.Held} held"));
            }
            return ExitCodes.Fine;
        });

    private static RetentionRule? Read(string text) =>
        text.Split('=') is [{ Length: > 0 } kind, var days] && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new RetentionRule { Kind = kind, Days = number }
            : null;
}
