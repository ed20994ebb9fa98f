using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Cli.Keys;

/// <summary><c>gateway keys export</c>: the public keys of a party, as others need them.</summary>
internal static class ExportCommand
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    public static Command Create()
    {
        var party = KeysCommand.PartyOption();
        var command = new Command("export", "Write a party's public keys as JSON with JWKs (RFC 7517), and the log's verifier key. Needs no role.")
            { party };
        return new ServerOptions().On(command, async (connection, parsed, ct) =>
        {
            var found = await connection.Directory.GetPartyAsync(parsed.GetRequiredValue(party), ct);
            var json = new JsonObject
            {
                ["party"] = found.PartyId,
                ["intakeKey"] = JsonNode.Parse(found.IntakeKey),
                ["recipientKey"] = JsonNode.Parse(found.RecipientKey),
                ["recipientKeyValidUntil"] = found.RecipientKeyValidUntil,
                ["recipientKeyRevoked"] = found.RecipientKeyRevoked,
                ["signingKey"] = JsonNode.Parse(found.SigningKey),
                ["logKey"] = await connection.Audit.GetVerifierKeyAsync(ct),
            };
            await parsed.InvocationConfiguration.Output.WriteLineAsync(json.ToJsonString(Layout));
            return ExitCodes.Fine;
        });
    }
}
