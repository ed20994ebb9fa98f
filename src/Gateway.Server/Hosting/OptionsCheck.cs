using System.Net;

namespace Gateway.Server.Hosting;

/// <summary>What is wrong with the settings, every problem at once. Production asks for more than the embedded default.</summary>
internal static class OptionsCheck
{
    public static IEnumerable<string> Problems(GatewayServerOptions options, IHostEnvironment environment) =>
        environment.IsProduction() ? [.. Always(options), .. Production(options)] : Always(options);

    private static IEnumerable<string> Always(GatewayServerOptions options)
    {
        if (options.DataFolder.Length == 0) yield return Missing("DataFolder");
        if (options.LogOrigin.Length == 0) yield return Missing("LogOrigin");
        else if (options.LogOrigin.Contains("://", StringComparison.Ordinal) || options.LogOrigin.Any(c => c is <= ' ' or '+' or > '~'))
            yield return "`Gateway:LogOrigin` is a name without scheme, spaces or `+`, such as `gateway.example/log`";
        if (!IPAddress.TryParse(options.ListenAddress, out _)) yield return "`Gateway:ListenAddress` is not an IP address";
        if (options.ListenPort is < 0 or > 65535) yield return "`Gateway:ListenPort` is not 0 to 65535";
        if (options.Identity.Audience.Length == 0) yield return Missing("Identity:Audience");
        if (options.Identity.Authority.Length == 0) yield return Missing("Identity:Authority");
        else if (!IsAddress(options.Identity.Authority, Uri.UriSchemeHttps)) yield return "`Gateway:Identity:Authority` is not an https address";
        if (options.OtlpEndpoint.Length > 0 && !IsAddress(options.OtlpEndpoint, Uri.UriSchemeHttps, Uri.UriSchemeHttp))
            yield return "`Gateway:OtlpEndpoint` is not an http or https address";
        if (options.CertificateFile.Length == 0 != (options.CertificateKeyFile.Length == 0))
            yield return "`Gateway:CertificateFile` and `Gateway:CertificateKeyFile` come together";
        foreach (var (name, path) in Files(options))
            if (path.Length > 0 && !File.Exists(path)) yield return $"`Gateway:{name}` names a file that is not there: {path}";
    }

    private static IEnumerable<string> Production(GatewayServerOptions options)
    {
        if (options.Identity.UseDevelopmentIssuer) yield return "`Gateway:Identity:UseDevelopmentIssuer` is refused in Production";
        if (options.CertificateFile.Length == 0)
            yield return "`Gateway:CertificateFile` is missing: a certificate of the server's own making is refused in Production";
        if (options.VaultKeyFile.Length == 0) yield return Missing("VaultKeyFile");
        else if (!File.Exists(options.VaultKeyFile))
            yield return $"`Gateway:VaultKeyFile` names a file that is not there: {options.VaultKeyFile}";
        if (options.ListenPort == 0) yield return "`Gateway:ListenPort` is 0: Production needs a port that clients can name";
    }

    private static IEnumerable<(string Name, string Path)> Files(GatewayServerOptions options) =>
        [("CertificateFile", options.CertificateFile), ("CertificateKeyFile", options.CertificateKeyFile)];

    private static string Missing(string name) => $"`Gateway:{name}` is missing";

    private static bool IsAddress(string text, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme);
}
