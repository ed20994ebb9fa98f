using Gateway.Crypto;
using Gateway.Policy;
using Gateway.Storage.Policy;

namespace Gateway.Server.Hosting;

/// <summary>
/// A catalogue that two people signed for a day (design §1.2), as it lies in the operator's files: the canonical JSON, the approval beside
/// it, and the public keys of those who may sign.
/// </summary>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="From">The first day it may be in force.</param>
/// <param name="Signers">Who signed it.</param>
/// <param name="Approval">The approval's text.</param>
internal sealed record ApprovedCatalogue(ActiveCatalogue Catalogue, DateOnly From, IReadOnlyList<string> Signers, string Approval)
{
    private const int SignersNeeded = 2;

    /// <summary>Reads and checks the files that the settings name; null where they name none.</summary>
    /// <exception cref="InvalidConfigurationException">They are not a catalogue that two people have signed.</exception>
    public static ApprovedCatalogue? Read(GatewayServerOptions options) => options.CatalogueFile.Length == 0 ? null
        : Checked("CatalogueFile", () => Check(File.ReadAllBytes(options.CatalogueFile), File.ReadAllText(options.CatalogueApprovalFile),
            options.CatalogueSignersFile));

    /// <summary>Checks what was put in force earlier, by the signers' file of today.</summary>
    /// <exception cref="InvalidConfigurationException">It is not a catalogue that two people have signed.</exception>
    public static ApprovedCatalogue OfActive(ActivatedCatalogue active, GatewayServerOptions options) => options.CatalogueSignersFile.Length == 0
        ? throw new InvalidConfigurationException(
            [$"CatalogueSignersFile: is needed, since catalogue {active.Version}, which is in force, was approved"])
        : Checked($"the catalogue in force, {active.Version}", () => Check(active.Content, active.Approval, options.CatalogueSignersFile));

    private static ApprovedCatalogue Check(ReadOnlyMemory<byte> json, string approvalText, string signersFile)
    {
        var catalogue = ActiveCatalogue.Read(json);
        var approval = DocumentApproval.Parse(approvalText);
        var version = catalogue.Catalogue.Version;
        if (!approval.IsOf(version, catalogue.Json.Span)) throw new FormatException($"the approval is not of this catalogue, {version}");
        var signers = approval.SignersAmong(SignerFile.Read(signersFile));
        return signers.Count >= SignersNeeded
            ? new ApprovedCatalogue(catalogue, approval.From, signers, approvalText)
            : throw new FormatException($"catalogue {version} is signed by {signers.Count} of the people in the signers' file; {SignersNeeded} are needed");
    }

    private static ApprovedCatalogue Checked(string what, Func<ApprovedCatalogue> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or EnvelopeException)
        {
            throw new InvalidConfigurationException([$"{what}: {e.Message}"]);
        }
    }
}
