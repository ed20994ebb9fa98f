using Gateway.Crypto;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys;

/// <summary>
/// Moves what an earlier version of the vault's key wrapped under the current one, while requests run (design §5): the keys stay the
/// same, so no section is touched and no lease ends. Makes the new wraps; the caller stores them together with their entry in the log, by
/// <see cref="SqlKeyStore.ReplaceAsync(Audit.IWork, WrappedPartyKeys, WrappedPartyKeys, CancellationToken)"/>.
/// </summary>
public sealed class KeyRotation(VaultKey vault, SqlKeyStore store)
{
    /// <summary>A party's keys under the current version; null where they are already.</summary>
    /// <exception cref="KeysUnavailableException">The party has none, or the vault refused or failed; nothing is changed.</exception>
    public async Task<Rewrap<WrappedPartyKeys>?> RewrapPartyAsync(string party, CancellationToken cancellationToken)
    {
        var was = await store.FindAsync(party, cancellationToken) ?? throw new KeysUnavailableException($"party `{party}` has no keys");
        if (was.VaultKeyId == await vault.CurrentKeyIdAsync(cancellationToken)) return null;
        return new Rewrap<WrappedPartyKeys>(was, await PartyKeyWrapping.RewrapAsync(was, vault, vault, cancellationToken));
    }

    /// <summary>The gateway's own secrets under the current version; null where they are already.</summary>
    /// <exception cref="KeysUnavailableException">There are none, or the vault refused or failed; nothing is changed.</exception>
    public async Task<Rewrap<WrappedGatewaySecrets>?> RewrapSecretsAsync(CancellationToken cancellationToken)
    {
        var was = await store.FindAsync(cancellationToken) ?? throw new KeysUnavailableException("the gateway has no secrets yet");
        if (was.VaultKeyId == await vault.CurrentKeyIdAsync(cancellationToken)) return null;
        var wrap = await vault.RewrapAsync(was.VaultKeyId, was.Wrapped, vault, cancellationToken);
        return new Rewrap<WrappedGatewaySecrets>(was, new WrappedGatewaySecrets(wrap.KeyId, wrap.Wrapped));
    }
}
