using Azure.Core.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// The vault's key and the algorithm it wraps by (<c>RSA-OAEP-256</c> of Key Vault, <c>A256KW</c> of a key file). Whatever way it
/// fails, the caller sees that keys are unavailable.
/// </summary>
public sealed class VaultKey(IKeyEncryptionKey key, string algorithm)
{
    /// <summary>Names the key and its version; stored beside what it wraps.</summary>
    public string KeyId => key.KeyId;

    /// <exception cref="KeysUnavailableException">The vault refused or failed.</exception>
    public async Task<byte[]> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        try
        {
            return await key.WrapKeyAsync(algorithm, secret, cancellationToken);
        }
        catch (Exception e) when (!IsCancelled(e, cancellationToken))
        {
            throw new KeysUnavailableException("the vault did not wrap", e);
        }
    }

    /// <exception cref="KeysUnavailableException">Wrapped by another key, or the vault refused or failed.</exception>
    public async Task<byte[]> UnwrapAsync(string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken)
    {
        if (wrappedBy != KeyId)
            throw new KeysUnavailableException($"wrapped by vault key `{wrappedBy}`, and the vault key is `{KeyId}`");
        try
        {
            return await key.UnwrapKeyAsync(algorithm, wrapped, cancellationToken);
        }
        catch (Exception e) when (!IsCancelled(e, cancellationToken))
        {
            throw new KeysUnavailableException("the vault did not unwrap", e);
        }
    }

    private static bool IsCancelled(Exception e, CancellationToken cancellationToken) =>
        e is OperationCanceledException && cancellationToken.IsCancellationRequested;
}
