using System.CommandLine;
using Gateway.Parties;

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
            ListCommand.Create(), ProposeCommands.CreateRotate(), ProposeCommands.CreateRetire(),
            RecipientCommands.CreateNew(), RecipientCommands.CreateRevoke(),
            RecipientCommands.CreateReleases(), SigningCommands.CreateNew(), SigningCommands.CreateAdopt(), ExportCommand.Create(),
            NewVaultKeyCommand.Create(),
        };

    public static Option<string> PartyOption() => new("--party") { Description = "The party's id.", Required = true };

    public static Option<DirectoryInfo> IdentityOption() =>
        new("--identity") { Description = "Folder with the party's private keys.", Required = true };

    /// <summary>Has a command say what is wrong with its party or its folder of keys, before anything is asked of the server.</summary>
    public static void ValidateIdentity(Command command, Option<string> party, Option<DirectoryInfo> identity) => command.Validators.Add(result =>
    {
        if (result.GetValue(identity) is { Exists: false } folder) result.AddError($"there is no folder `{folder}`");
        if (result.GetValue(party) is { } id && !PartyId.IsValid(id)) result.AddError("--party: a party's id is expected");
    });
}
