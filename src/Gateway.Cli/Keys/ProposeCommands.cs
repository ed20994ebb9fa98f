using System.CommandLine;

namespace Gateway.Cli.Keys;

/// <summary><c>gateway keys rotate</c> and <c>retire</c>: what the operator proposes.</summary>
internal static class ProposeCommands
{
    public static Command CreateRotate()
    {
        var party = new Option<string?>("--party") { Description = "Make a new generation of this party's keys." };
        var vault = new Option<bool>("--vault") { Description = "Wrap everything by the newest version of the vault's key, which was made before." };
        var number = KeysCommand.NumberOption();
        var command = new Command("rotate", "Propose a rotation. Needs the role `operator`.") { party, vault, number };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(party) is null) != result.GetValue(vault)) result.AddError("either --party or --vault is needed");
        });
        return new ServerOptions().On(command, async (connection, parsed, ct) => await KeysCommand.ProposedAsync(parsed,
            parsed.GetValue(party) is { } of
                ? await connection.Keys.ProposeRotationAsync(of, parsed.GetRequiredValue(number), ct)
                : await connection.Keys.ProposeVaultKeyAsync(parsed.GetRequiredValue(number), ct)));
    }

    public static Command CreateRetire()
    {
        var (party, number) = (KeysCommand.PartyOption(), KeysCommand.NumberOption());
        var command = new Command("retire", "Propose the end of a party's earlier intake keys. Needs the role `operator`.") { party, number };
        return new ServerOptions().On(command, async (connection, parsed, ct) => await KeysCommand.ProposedAsync(
            parsed, await connection.Keys.ProposeRetirementAsync(parsed.GetRequiredValue(party), parsed.GetRequiredValue(number), ct)));
    }
}
