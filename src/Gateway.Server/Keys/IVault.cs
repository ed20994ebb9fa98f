using Azure.Core.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// Where the topmost key is kept: one named key in versions, of which the newest wraps and each opens what it wrapped (design §5).
/// A key file, or a Key Vault.
/// </summary>
public interface IVault
{
    /// <summary>The one algorithm by which its keys wrap.</summary>
    string Algorithm { get; }

    /// <summary>The version that wraps from now on.</summary>
    ValueTask<IKeyEncryptionKey> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>The version that wrapped something; the vault is not asked for this.</summary>
    /// <exception cref="KeysUnavailableException">The id is none of this vault's key: another vault, or another key.</exception>
    IKeyEncryptionKey VersionOf(string keyId);
}
