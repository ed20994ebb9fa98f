using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// The gateway's own secrets, from the vault: made at installation, opened at every start; the log's seed is renewed when its key is
/// rotated.
/// </summary>
public sealed class GatewaySecretKeeper(VaultKey vault, IWrappedSecretStore store)
{
    private const int Size = 32;

    /// <summary>
    /// Opens the secrets. A gateway that lost them does not make new ones: nobody it knows would be found again.
    /// </summary>
    /// <exception cref="KeysUnavailableException">There are none, or the vault does not open them.</exception>
    public async ValueTask<GatewaySecrets> OpenAsync(CancellationToken cancellationToken)
    {
        var stored = await FindAsync(cancellationToken);
        var secrets = await UnwrapAsync(stored, cancellationToken);
        try
        {
            return new GatewaySecrets(secrets.AsSpan(0, Size), secrets.AsSpan(Size));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
        }
    }

    /// <summary>The secrets with another log seed, wrapped; the caller stores them in the work that hands the log over to it.</summary>
    /// <param name="made">Is told the seed, which is cleared afterwards.</param>
    /// <param name="cancellationToken">Ends the asking of the vault.</param>
    /// <exception cref="KeysUnavailableException">There are none, or the vault does not open or wrap.</exception>
    public async ValueTask<Rewrap<WrappedGatewaySecrets>> RenewLogSeedAsync(Action<ReadOnlyMemory<byte>> made, CancellationToken cancellationToken)
    {
        var was = await FindAsync(cancellationToken);
        var secrets = await UnwrapAsync(was, cancellationToken);
        try
        {
            RandomNumberGenerator.Fill(secrets.AsSpan(Size));
            var wrap = await vault.WrapAsync(secrets, cancellationToken);
            made(secrets.AsMemory(Size));
            return new Rewrap<WrappedGatewaySecrets>(was, new WrappedGatewaySecrets(wrap.KeyId, wrap.Wrapped));
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

    private async ValueTask<WrappedGatewaySecrets> FindAsync(CancellationToken cancellationToken) => await store.FindAsync(cancellationToken)
        ?? throw new KeysUnavailableException("the gateway has no secrets yet: it is not installed");

    private async ValueTask<byte[]> UnwrapAsync(WrappedGatewaySecrets stored, CancellationToken cancellationToken)
    {
        var secrets = await vault.UnwrapAsync(stored.VaultKeyId, stored.Wrapped, cancellationToken);
        if (secrets.Length == 2 * Size) return secrets;
        CryptographicOperations.ZeroMemory(secrets);
        throw new KeysUnavailableException("the gateway's stored secrets have a wrong length");
    }
}
