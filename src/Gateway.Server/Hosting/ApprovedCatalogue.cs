using Gateway.Crypto;
using Gateway.Policy;

namespace Gateway.Server.Hosting;

/// <summary>
/// A catalogue that two people signed for a day (design §1.2), as it lies in the operator's files: the canonical JSON, the approval beside
/// it, and the public keys of those who may sign.
/// </summary>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="From">The first day it may be in force.</param>
/// <param name="Signers">Who signed it.</param>
internal sealed record ApprovedCatalogue(ActiveCatalogue Catalogue, DateOnly From, IReadOnlyList<string> Signers)
{
    private const int SignersNeeded = 2;

    /// <summary>Reads and checks the files that the settings name; null where they name none.</summary>
    /// <exception cref="InvalidConfigurationException">They are not a catalogue that two people have signed.</exception>
    public static ApprovedCatalogue? Read(GatewayServerOptions options)
    {
        if (options.CatalogueFile.Length == 0) return null;
        try
        {
            var catalogue = ActiveCatalogue.Read(File.ReadAllBytes(options.CatalogueFile));
            var approval = DocumentApproval.Parse(File.ReadAllText(options.CatalogueApprovalFile));
            var version = catalogue.Catalogue.Version;
            if (!approval.IsOf(version, catalogue.Json.Span)) throw Wrong($"the approval is not of this catalogue, {version}");
            var signers = approval.SignersAmong(SignerFile.Read(options.CatalogueSignersFile));
            return signers.Count >= SignersNeeded
                ? new ApprovedCatalogue(catalogue, approval.From, signers)
                : throw Wrong($"catalogue {version} is signed by {signers.Count} of the people in the signers' file; {SignersNeeded} are needed");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or EnvelopeException)
        {
            throw Wrong(e.Message);
        }
    }

    private static InvalidConfigurationException Wrong(string why) => new([$"CatalogueFile: {why}"]);
}
