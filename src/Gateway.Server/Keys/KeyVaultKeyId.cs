using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Server.Keys;

/// <summary>
/// A version of a key in a Key Vault: <c>https://VAULT/keys/NAME/VERSION</c>. Names tell nothing of upper and lower case; two ids that
/// <see cref="IsSame"/> are one key.
/// </summary>
internal sealed record KeyVaultKeyId(string Host, string Name, string Version)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static readonly SearchValues<char> InHosts = SearchValues.Create($"{Letters}-.:");
    private static readonly SearchValues<char> InNames = SearchValues.Create($"{Letters}-");
    private static readonly SearchValues<char> InVersions = SearchValues.Create(Letters);

    /// <summary>Reads an id; false for anything that has another spelling.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out KeyVaultKeyId? id)
    {
        id = text?.Split('/') is ["https:", "", { Length: > 0 and < 256 } host, "keys", var name, var version]
            && !host.AsSpan().ContainsAnyExcept(InHosts) && IsName(name) && IsVersion(version) ? new KeyVaultKeyId(host, name, version) : null;
        return id is not null;
    }

    public static bool IsName(string text) => text.Length is > 0 and < 128 && !text.AsSpan().ContainsAnyExcept(InNames);

    public static bool IsVersion(string text) => text.Length is > 0 and <= 64 && !text.AsSpan().ContainsAnyExcept(InVersions);

    public bool IsSame(KeyVaultKeyId other) => IsOf(other.Host, other.Name) && Version == other.Version;

    /// <summary>Whether it is a version of that vault's key.</summary>
    public bool IsOf(string host, string name) =>
        string.Equals(Host, host, StringComparison.OrdinalIgnoreCase) && string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"https://{Host}/keys/{Name}/{Version}";
}
