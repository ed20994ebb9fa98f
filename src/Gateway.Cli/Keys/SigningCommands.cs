using System.CommandLine;
using Gateway.Client;
using Gateway.Parties;

namespace Gateway.Cli.Keys;

/// <summary><c>gateway keys new-signing</c> and <c>adopt-signing</c>: a party's own signing key.</summary>
internal static class SigningCommands
{
    public static Command CreateNew()
    {
        var (party, number, identity) = (KeysCommand.PartyOption(), ServerOptions.RegistrationNumber(), KeysCommand.IdentityOption());
        var compromised = new Option<string[]>("--compromised")
        {
            Description = "RFC 7638 thumbprint of a signing key of the party, earlier ones included, that somebody else may have: what it signed is "
                + "refused, and has to be deposited anew. May be given several times.",
        };
        var command = new Command("new-signing", "Make the next signing key and propose it for your party. Needs the role `registrar`.")
        {
            party, identity, compromised, number,
        };
        KeysCommand.ValidateIdentity(command, party, identity);
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var request = PartyIdentity.ProposeSigning(new PartyId(parsed.GetRequiredValue(party)), parsed.GetRequiredValue(identity).FullName,
                parsed.GetValue(compromised) ?? [], parsed.GetRequiredValue(number));
            return await ProposalsCommand.TellAsync(parsed, await connection.Keys.ProposeSigningKeyAsync(request, ct));
        });
    }

    public static Command CreateAdopt()
    {
        var (party, identity) = (KeysCommand.PartyOption(), KeysCommand.IdentityOption());
        var command = new Command("adopt-signing", "Sign with the next signing key once its proposal is approved; the other is destroyed.")
            { party, identity };
        KeysCommand.ValidateIdentity(command, party, identity);
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var registered = (await connection.Directory.GetPartyAsync(parsed.GetRequiredValue(party), ct)).SigningKey;
            var isAdopted = PartyIdentity.AdoptSigning(parsed.GetRequiredValue(identity).FullName, registered);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(isAdopted ? "adopted"
                : "found wanting: the folder holds no next signing key that the directory names; is the proposal approved?");
            return isAdopted ? ExitCodes.Fine : ExitCodes.FoundWanting;
        });
    }
}
