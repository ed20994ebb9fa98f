using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>The gateway's own secrets, from the vault: made once at installation, opened at every start.</summary>
public sealed class GatewaySecretKeeper(VaultKey vault, IWrappedSecretStore store)
{
    private const int Size = 32;

    /// <summary>
    /// Opens the secrets. A gateway that lost them does not make new ones: nobody it knows would be found again.
    /// </summary>
    /// <exception cref="KeysUnavailableException">There are none, or the vault does not open them.</exception>
    public async ValueTask<GatewaySecrets> OpenAsync(CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(cancellationToken)
            ?? throw new KeysUnavailableException("the gateway has no secrets yet: it is not installed");
        var secrets = await vault.UnwrapAsync(stored.VaultKeyId, stored.Wrapped, cancellationToken);
        try
        {
            if (secrets.Length != 2 * Size)
                throw new KeysUnavailableException("the gateway's stored secrets have a wrong length");
            return new GatewaySecrets(secrets.AsSpan(0, Size), secrets.AsSpan(Size));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
        }
    }

    /// <summary>Makes the secrets at installation; false where there are some already, whoever made them.</summary>
    public async ValueTask<bool> CreateAsync(CancellationToken cancellationToken)
    {
        var secrets = RandomNumberGenerator.GetBytes(2 * Size);
        try
        {
            var wrap = await vault.WrapAsync(secrets, cancellationToken);
            return await store.TryAddAsync(new WrappedGatewaySecrets(wrap.KeyId, wrap.Wrapped), cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
        }
    }
}
