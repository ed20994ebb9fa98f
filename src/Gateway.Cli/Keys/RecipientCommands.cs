using System.CommandLine;
using System.Globalization;
using Gateway.Client;
using Gateway.Parties;

namespace Gateway.Cli.Keys;

/// <summary><c>gateway keys new-recipient</c>, <c>revoke</c> and <c>releases</c>: a party's own recipient keys.</summary>
internal static class RecipientCommands
{
    public static Command CreateNew()
    {
        var (party, number) = (KeysCommand.PartyOption(), ServerOptions.RegistrationNumber());
        var identity = KeysCommand.IdentityOption();
        var until = new Option<string>("--until") { Description = "Last day of the new key, YYYY-MM-DD; within two years.", Required = true };
        var command = new Command("new-recipient", "Make a new recipient key and propose it for your party. Needs the role `registrar`.")
        {
            party, identity, until, number,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(until) is { } text && !TryReadDay(text, out _)) result.AddError("--until: a day as YYYY-MM-DD is expected");
        });
        KeysCommand.ValidateIdentity(command, party, identity);
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var folder = parsed.GetRequiredValue(identity).FullName;
            TryReadDay(parsed.GetRequiredValue(until), out var day); // the validator saw that it succeeds
            PartyIdentity.AddRecipient(folder);
            using var own = PartyIdentity.Load(new PartyId(parsed.GetRequiredValue(party)), folder);
            var proposal = await connection.Keys.ProposeRecipientKeyAsync(own.Propose(day, parsed.GetRequiredValue(number)), ct);
            return await ProposalsCommand.TellAsync(parsed, proposal);
        });
    }

    public static Command CreateRevoke()
    {
        var key = KeyArgument();
        var compromised = new Option<bool>("--compromised") { Description = "Somebody else may have the private half." };
        var number = ServerOptions.RegistrationNumber();
        var command = new Command("revoke", "Take a recipient key of your party out of use, at once and for good. Needs the role `registrar`.")
        {
            key, compromised, number,
        };
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            await connection.Keys.RevokeAsync(
                parsed.GetRequiredValue(key), parsed.GetValue(compromised), parsed.GetRequiredValue(number), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync("revoked");
            return ExitCodes.Fine;
        });
    }

    public static Command CreateReleases()
    {
        var key = KeyArgument();
        var command = new Command("releases", "List what was released under a recipient key. Needs the role `registrar` or `legal-reviewer`.")
            { key };
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            foreach (var release in await connection.Keys.ReleasesAsync(parsed.GetRequiredValue(key), ct))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{release.ReleasedAt.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}  {release.HolderPartyId} -> {release.ReceiverPartyId}  "
                    + $"{release.Kind} {release.Reference}  {string.Join(',', release.Categories)}"));
            return ExitCodes.Fine;
        });
    }

    private static Argument<string> KeyArgument() => new("KEY") { Description = "The key's RFC 7638 thumbprint in base64url." };

    private static bool TryReadDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
