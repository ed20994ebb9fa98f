using System.CommandLine;
using System.Globalization;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Policy;

namespace Gateway.Cli.Policy;

/// <summary>
/// <c>gateway policy approve</c> and <c>signer</c>: two people sign a compiled catalogue for a day, each with a key of their own; the server
/// puts it in force on that day.
/// </summary>
internal static class ApproveCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("CATALOGUE") { Description = "A compiled catalogue." }.AcceptExistingOnly();
        var from = new Option<string>("--from") { Description = "First day it may be in force, YYYY-MM-DD; the second person says the same day.",
            Required = true };
        var signer = new Option<string>("--signer") { Description = "Your name in the signers' file.", Required = true };
        var key = new Option<FileInfo>("--key") { Description = "Your private key, as `gateway policy signer` made it.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "The approval; what is in it already stays.", Required = true };
        var command = new Command("approve", "Sign a compiled catalogue for a day; two people do.") { file, from, signer, key, output };
        command.SetAction(parsed => Told(parsed.InvocationConfiguration.Error, () =>
        {
            if (!DateOnly.TryParseExact(parsed.GetRequiredValue(from), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                throw new FormatException("--from: a day as YYYY-MM-DD is expected");
            var bytes = File.ReadAllBytes(parsed.GetRequiredValue(file).FullName);
            var version = ActiveCatalogue.Read(bytes).Catalogue.Version;
            var path = parsed.GetRequiredValue(output).FullName;
            var approval = File.Exists(path) ? DocumentApproval.Parse(File.ReadAllText(path)) : DocumentApproval.Of(version, bytes, day);
            if (!approval.IsOf(version, bytes) || approval.From != day)
                throw new FormatException($"the approval is of another catalogue or day: {approval.Document} from {approval.From:yyyy-MM-dd}; another --out begins another approval");
            using var signing = KeyFile.Read(parsed.GetRequiredValue(key).FullName, pkcs8 => SigningKey.FromPkcs8(pkcs8));
            approval = approval.EndorsedBy(parsed.GetRequiredValue(signer), signing);
            File.WriteAllText(path, approval.ToJson());
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{approval.Document} from {approval.From:yyyy-MM-dd}: {string.Join(", ", approval.Endorsements.Select(e => e.Signer))}");
        }));
        return command;
    }

    /// <summary>Makes a person's key, and adds its public half to the signers' file.</summary>
    public static Command CreateSigner()
    {
        var signer = new Argument<string>("NAME") { Description = "The person's name." };
        var key = new Option<FileInfo>("--key") { Description = "Where the private key goes; readable by you alone, never overwritten.",
            Required = true };
        var signers = new Option<FileInfo>("--signers") { Description = "The signers' file; made where there is none.", Required = true };
        var command = new Command("signer", "Make a key to approve catalogues with.") { signer, key, signers };
        command.SetAction(parsed => Told(parsed.InvocationConfiguration.Error, () =>
        {
            var path = parsed.GetRequiredValue(signers).FullName;
            var known = File.Exists(path) ? SignerFile.Read(path) : new Dictionary<string, EcPublicKey>();
            using var made = SigningKey.Generate();
            var text = SignerFile.With(known, parsed.GetRequiredValue(signer), made.Public);
            KeyFile.Write(parsed.GetRequiredValue(key).FullName, made.ExportPkcs8());
            File.WriteAllText(path, text);
            parsed.InvocationConfiguration.Output.WriteLine($"{parsed.GetRequiredValue(signer)}: {made.Public.KeyId}");
        }));
        return command;
    }

    private static int Told(TextWriter stderr, Action run)
    {
        try
        {
            run();
            return ExitCodes.Fine;
        }
        catch (Exception e) when (e is FormatException or EnvelopeException or IOException or UnauthorizedAccessException or KeysUnavailableException)
        {
            stderr.WriteLine(e.Message);
            return ExitCodes.FoundWanting;
        }
    }
}
