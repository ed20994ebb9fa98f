using System.CommandLine;
using System.Globalization;
using Gateway.Protocol.V1;

namespace Gateway.Cli.Erasure;

/// <summary><c>gateway erasure</c>: erasure (gallring) of what is the caller's party's own, and holds. Needs the role <c>registrar</c>.</summary>
internal static class ErasureCommand
{
    public static Command Create() =>
        new("erasure", "Erase (gallra) what is your party's own: look at it, propose it, list what was erased; hold what must stay.")
        {
            CreatePreview(), CreatePropose(), CreateList(), HoldCommands.CreateHold(), HoldCommands.CreateLift(),
        };

    private static Command CreatePreview()
    {
        var scope = new ScopeOptions();
        return new ServerOptions().On(scope.AddTo(new Command("preview", "Count what an erasure would take, and say what holds it.")),
            async (connection, parsed, ct) =>
            {
                var preview = await connection.Erasures.PreviewAsync(await scope.ReadAsync(parsed, ct), ct);
                var output = parsed.InvocationConfiguration.Output;
                await output.WriteLineAsync(Told(preview.Counts));
                foreach (var hold in preview.HeldBy) await output.WriteLineAsync($"held by {hold}");
                await output.WriteLineAsync($"backups hold it for {preview.BackupDays} days more");
                return preview.HeldBy.Count == 0 ? ExitCodes.Fine : ExitCodes.FoundWanting;
            });
    }

    private static Command CreatePropose()
    {
        var (scope, number) = (new ScopeOptions(), ServerOptions.RegistrationNumber());
        return new ServerOptions().On(scope.AddTo(new Command("propose", "Propose an erasure, which another registrar approves.") { number }),
            async (connection, parsed, ct) =>
            {
                var proposed = await connection.Erasures.ProposeAsync(await scope.ReadAsync(parsed, ct), parsed.GetRequiredValue(number), ct);
                return await ProposalsCommand.TellAsync(parsed, proposed.ProposalId);
            });
    }

    private static Command CreateList() => new ServerOptions().On(
        new Command("list", "List what was erased, and when files and backups are rid of it."), async (connection, parsed, ct) =>
        {
            foreach (var erasure in await connection.Erasures.ListAsync(ct))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{erasure.ErasureId}  {erasure.Scope}  {erasure.ErasedAt.ToDateTimeOffset():yyyy-MM-dd HH:mm}  {Told(erasure.Counts)}\n"
                    + $"  files {(erasure.SweptAt is { } swept ? $"swept {swept.ToDateTimeOffset():yyyy-MM-dd HH:mm}" : "not swept yet")}, "
                    + $"backups by {erasure.GoneFromBackupsBy}"));
            return ExitCodes.Fine;
        });

    private static string Told(ErasureCounts counts) => string.Create(CultureInfo.InvariantCulture,
        $"sections {counts.Sections}, requests {counts.Requests}, alerts {counts.Alerts}, consents {counts.Consents}, cases {counts.Cases}, "
        + $"log details {counts.LogDetails}");
}
