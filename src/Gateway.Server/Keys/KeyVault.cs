using Azure.Core.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>An RSA key in an Azure Key Vault or Managed HSM, in versions (design §5). The private half never leaves the vault.</summary>
internal sealed class KeyVault : IVault
{
    private readonly KeyVaultClient _client;
    private readonly string _host;
    private readonly string _name;
    private readonly string _version;

    /// <param name="options">Checked before: an address, a name and perhaps a version.</param>
    /// <param name="access">As whom and how it is asked.</param>
    public KeyVault(VaultOptions options, KeyVaultAccess access)
    {
        (_host, _name, _version) = (new Uri(options.Address).Authority, options.KeyName, options.KeyVersion);
        _client = new KeyVaultClient(_host, access);
    }

    public string Algorithm => KeyVaultKey.Algorithm;

    public async ValueTask<IKeyEncryptionKey> CurrentAsync(CancellationToken cancellationToken)
    {
        var path = _version.Length == 0 ? $"keys/{_name}" : $"keys/{_name}/{_version}";
        var id = await _client.AskAsync(path, body: null, KeyVaultBody.ReadKey, cancellationToken);
        return id.IsOf(_host, _name) && (_version.Length == 0 || id.Version == _version)
            ? new KeyVaultKey(id, _client)
            : throw new KeyVaultException(VaultFault.OtherKey);
    }

    public IKeyEncryptionKey VersionOf(string keyId) => KeyVaultKeyId.TryParse(keyId, out var id) && id.IsOf(_host, _name)
        ? new KeyVaultKey(id, _client)
        : throw new KeysUnavailableException($"wrapped by `{keyId}`, which is no version of the vault's key `https://{_host}/keys/{_name}`");
}
