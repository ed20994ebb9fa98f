using System.Net;
using Gateway.Server.Witnesses;

namespace Gateway.Server.Hosting;

/// <summary>What is wrong with the settings, every problem at once. Production asks for more than the embedded default.</summary>
internal static class OptionsCheck
{
    private static readonly SettingProblem[] None = [];

    public static IEnumerable<SettingProblem> Problems(GatewayServerOptions options, IHostEnvironment environment) =>
        Always(options).Concat(environment.IsProduction() ? Production(options) : None)
            .Concat(VaultOptionsCheck.Problems(options.Vault, environment.IsProduction()))
            .Concat(WitnessSettings.Problems(options));

    private static IEnumerable<SettingProblem> Always(GatewayServerOptions options)
    {
        if (options.DataFolder.Length == 0) yield return Missing("DataFolder");
        if (options.LogOrigin.Length == 0) yield return Missing("LogOrigin");
        else if (!IsOrigin(options.LogOrigin))
            yield return new("LogOrigin", "is not a name without scheme, spaces and `+`, such as `gateway.example/log`");
        if (!Parties.PartyId.IsValid(options.OperatorParty)) yield return new("OperatorParty", "is not a party name: 1 to 40 of a-z, 0-9 and -");
        if (options.OperatorOfficer.Length is < 1 or > 64) yield return new("OperatorOfficer", "is not 1 to 64 characters");
        if (!IPAddress.TryParse(options.ListenAddress, out _)) yield return new("ListenAddress", "is not an IP address");
        if (options.ListenPort is < 0 or > 65535) yield return new("ListenPort", "is not 0 to 65535");
        if (options.UrgentAnswerMinutes is < 0 or > 1440) yield return new("UrgentAnswerMinutes", "is not 0 to 1440");
        if (options.PostReviewHours is < 0 or > 168) yield return new("PostReviewHours", "is not 0 to 168");
        if (options.BackupDays is < 0 or > 3650) yield return new("BackupDays", "is not 0 to 3650");
        if (options.Identity.Audience.Length == 0) yield return Missing("Identity:Audience");
        if (options.Identity.Authority.Length == 0) yield return Missing("Identity:Authority");
        else if (!IsAddress(options.Identity.Authority, Uri.UriSchemeHttps))
            yield return new("Identity:Authority", "is not an https address");
        if (options.OtlpEndpoint.Length > 0 && !IsAddress(options.OtlpEndpoint, Uri.UriSchemeHttps, Uri.UriSchemeHttp))
            yield return new("OtlpEndpoint", "is not an http or https address");
        foreach (var problem in Certificate(options).Concat(Catalogue(options))) yield return problem;
    }

    private static IEnumerable<SettingProblem> Catalogue(GatewayServerOptions options)
    {
        (string Setting, string Path)[] files =
        [
            ("CatalogueFile", options.CatalogueFile), ("CatalogueApprovalFile", options.CatalogueApprovalFile),
            ("CatalogueSignersFile", options.CatalogueSignersFile),
        ];
        if (files.All(f => f.Path.Length == 0)) yield break;
        foreach (var (setting, path) in files)
        {
            if (path.Length == 0) yield return new(setting, "is missing: a catalogue goes with its approval and its signers");
            else if (!File.Exists(path)) yield return NotThere(setting, path);
        }
    }

    private static IEnumerable<SettingProblem> Certificate(GatewayServerOptions options)
    {
        var (certificate, key) = (options.CertificateFile, options.CertificateKeyFile);
        if (certificate.Length > 0 && key.Length == 0) yield return new("CertificateKeyFile", "is missing beside the certificate");
        if (certificate.Length == 0 && key.Length > 0) yield return new("CertificateFile", "is missing beside its key");
        if (certificate.Length > 0 && !File.Exists(certificate)) yield return NotThere("CertificateFile", certificate);
        if (key.Length > 0 && !File.Exists(key)) yield return NotThere("CertificateKeyFile", key);
    }

    private static IEnumerable<SettingProblem> Production(GatewayServerOptions options)
    {
        if (options.Identity.UseDevelopmentIssuer) yield return new("Identity:UseDevelopmentIssuer", "is refused in Production");
        if (options.CertificateFile.Length == 0)
            yield return new("CertificateFile", "is missing: a certificate of the server's own making is refused in Production");
        if (options.CertificateKeyFile.Length == 0) yield return Missing("CertificateKeyFile");
        if (options.CatalogueFile.Length == 0) yield return new("CatalogueFile", "is missing: Production needs a catalogue that two people approved");
        if (options.ListenPort == 0) yield return new("ListenPort", "is 0: Production needs a port that clients can name");
    }

    private static SettingProblem Missing(string setting) => new(setting, "is missing");

    private static SettingProblem NotThere(string setting, string path) => new(setting, $"names a file that is not there: {path}");

    /// <summary>Printable ASCII without what ends a name in a note's signature line (C2SP signed-note).</summary>
    private static bool IsOrigin(string text) =>
        !text.Contains("://", StringComparison.Ordinal) && text.All(c => c is > ' ' and <= '~' and not '+');

    private static bool IsAddress(string text, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme);
}
