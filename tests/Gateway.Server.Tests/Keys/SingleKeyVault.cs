using Azure.Core.Cryptography;
using Gateway.Crypto;
using Gateway.Server.Keys;

namespace Gateway.Server.Tests.Keys;

/// <summary>A vault whose key has one version.</summary>
internal sealed class SingleKeyVault(IKeyEncryptionKey key, string algorithm) : IVault
{
    public string Algorithm => algorithm;

    public ValueTask<IKeyEncryptionKey> CurrentAsync(CancellationToken cancellationToken) => new(key);

    public IKeyEncryptionKey VersionOf(string keyId) => keyId == key.KeyId
        ? key
        : throw new KeysUnavailableException($"wrapped by vault key `{keyId}`, and the vault key is `{key.KeyId}`");
}
