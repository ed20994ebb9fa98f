using Azure.Core;
using Microsoft.Net.Http.Headers;

namespace Gateway.Server.Keys;

/// <summary>
/// What a Key Vault asks for with 401: <c>Bearer authorization="AUTHORITY/TENANT", resource="https://vault.azure.net"</c>. The resource has to be
/// the vault's own domain; a token for anything else could be used elsewhere by whoever asked.
/// </summary>
internal sealed record KeyVaultChallenge(string Scope, string Tenant)
{
    /// <summary>The token that is asked for.</summary>
    public TokenRequestContext Context => new([Scope], tenantId: Tenant);

    /// <summary>Reads the challenge of a host.</summary>
    /// <exception cref="KeyVaultException">It is none, or for another domain.</exception>
    public static KeyVaultChallenge Parse(string? header, string host)
    {
        if (header is null || !System.Net.Http.Headers.AuthenticationHeaderValue.TryParse(header, out var value)
            || !string.Equals(value.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            || !NameValueHeaderValue.TryParseList([value.Parameter ?? ""], out var parameters)) throw new KeyVaultException(VaultFault.Malformed);
        var authority = Address(parameters, "authorization");
        var resource = Address(parameters, "resource");
        // The vault's host is one label in front of its domain; a token for any wider domain would be good elsewhere too.
        if (!string.Equals(host[(host.IndexOf('.') + 1)..], resource.Host, StringComparison.OrdinalIgnoreCase))
            throw new KeyVaultException(VaultFault.ForeignChallenge);
        return new KeyVaultChallenge($"https://{resource.Host}/.default", authority.AbsolutePath.Trim('/'));
    }

    private static Uri Address(IList<NameValueHeaderValue> parameters, string name)
    {
        var text = parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.GetUnescapedValue().Value;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new KeyVaultException(VaultFault.Malformed);
    }
}
