using System.CommandLine;

namespace Gateway.Cli.Keys;

/// <summary><c>gateway keys rotate</c> and <c>retire</c>: what the operator proposes.</summary>
internal static class ProposeCommands
{
    public static Command CreateRotate()
    {
        var party = new Option<string?>("--party") { Description = "Make a new generation of this party's keys." };
        var vault = new Option<bool>("--vault") { Description = "Wrap everything by the newest version of the vault's key, which was made before." };
        var log = new Option<bool>("--log") { Description = "Make another key that signs the log's checkpoints." };
        var number = ServerOptions.RegistrationNumber();
        var command = new Command("rotate", "Propose a rotation. Needs the role `operator`.") { party, vault, log, number };
        command.Validators.Add(result =>
        {
            bool[] asked = [result.GetValue(party) is not null, result.GetValue(vault), result.GetValue(log)];
            if (asked.Count(a => a) != 1) result.AddError("one of --party, --vault and --log is needed");
        });
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var (keys, name) = (connection.Keys, parsed.GetRequiredValue(number));
            return await ProposalsCommand.TellAsync(parsed, parsed.GetValue(party) is { } of ? await keys.ProposeRotationAsync(of, name, ct)
                : parsed.GetValue(vault) ? await keys.ProposeVaultKeyAsync(name, ct)
                : await keys.ProposeLogKeyAsync(name, ct));
        });
    }

    public static Command CreateRetire()
    {
        var (party, number) = (KeysCommand.PartyOption(), ServerOptions.RegistrationNumber());
        var command = new Command("retire", "Propose the end of a party's earlier intake keys. Needs the role `operator`.") { party, number };
        return new ServerOptions().On(command, async (connection, parsed, ct) => await ProposalsCommand.TellAsync(
            parsed, await connection.Keys.ProposeRetirementAsync(parsed.GetRequiredValue(party), parsed.GetRequiredValue(number), ct)));
    }
}
