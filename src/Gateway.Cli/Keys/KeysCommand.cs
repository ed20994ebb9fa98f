using System.CommandLine;

namespace Gateway.Cli.Keys;

/// <summary>
/// <c>gateway keys</c>: the keys of the gateway and of parties. A thin client: who may do what, the server decides, and nothing is changed
/// by one officer alone but a revocation.
/// </summary>
internal static class KeysCommand
{
    public static Command Create() =>
        new("keys", "List, rotate, retire, revoke and export keys of a running gateway; what one officer proposes, another approves.")
        {
            ListCommand.Create(), ProposeCommands.CreateRotate(), ProposeCommands.CreateRetire(), ProposalCommands.CreateList(),
            ProposalCommands.CreateApprove(), ProposalCommands.CreateWithdraw(), RecipientCommands.CreateNew(), RecipientCommands.CreateRevoke(),
            RecipientCommands.CreateReleases(), ExportCommand.Create(), NewVaultKeyCommand.Create(),
        };

    public static Option<string> PartyOption() => new("--party") { Description = "The party's id.", Required = true };

    public static Option<string> NumberOption() => new("--number") { Description = "Registration number of the decision behind it.", Required = true };

    /// <summary>Tells what to do with a new proposal.</summary>
    public static async Task<int> ProposedAsync(ParseResult parsed, string proposal)
    {
        await parsed.InvocationConfiguration.Output.WriteLineAsync(
            $"proposed {proposal}; another officer reads it with `gateway keys proposals` and approves it within 7 days");
        return ExitCodes.Fine;
    }
}
