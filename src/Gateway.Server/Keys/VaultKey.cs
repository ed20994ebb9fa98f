using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// The vault's key as the rest of the server knows it: wraps under the current version, opens under the version that a wrap
/// names, and counts both. Whatever way the vault fails, the caller sees that keys are unavailable. Thread-safe.
/// </summary>
public sealed class VaultKey(IVault vault, VaultMetrics? metrics = null)
{
    /// <summary>Id of the version that wraps from now on.</summary>
    /// <exception cref="KeysUnavailableException">The vault refused or failed.</exception>
    public async Task<string> CurrentKeyIdAsync(CancellationToken cancellationToken) =>
        (await AskAsync(VaultQuestion.Current, () => vault.CurrentAsync(cancellationToken).AsTask(), cancellationToken)).KeyId;

    /// <summary>
    /// Wraps, and opens again what came back before anybody stores it: a wrap that does not open would lose all that is sealed under
    /// its key.
    /// </summary>
    /// <exception cref="KeysUnavailableException">The vault refused or failed.</exception>
    public async Task<VaultWrap> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        var key = await AskAsync(VaultQuestion.Current, () => vault.CurrentAsync(cancellationToken).AsTask(), cancellationToken);
        var wrapped = await AskAsync(
            VaultQuestion.Wrap, () => key.WrapKeyAsync(vault.Algorithm, secret, cancellationToken), cancellationToken);
        var opened = await UnwrapAsync(key.KeyId, wrapped, cancellationToken);
        var isSame = CryptographicOperations.FixedTimeEquals(opened, secret.Span);
        CryptographicOperations.ZeroMemory(opened);
        return isSame ? new VaultWrap(key.KeyId, wrapped) : throw new KeysUnavailableException("the vault wrapped something else");
    }

    /// <exception cref="KeysUnavailableException">Wrapped by another key, or the vault refused or failed.</exception>
    public Task<byte[]> UnwrapAsync(string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken)
    {
        var key = vault.VersionOf(wrappedBy);
        return AskAsync(VaultQuestion.Unwrap, () => key.UnwrapKeyAsync(vault.Algorithm, wrapped, cancellationToken), cancellationToken);
    }

    /// <summary>The same secret, wrapped by another vault or by the current version of this one.</summary>
    /// <exception cref="KeysUnavailableException">One of them refused or failed.</exception>
    public async Task<VaultWrap> RewrapAsync(
        string wrappedBy, ReadOnlyMemory<byte> wrapped, VaultKey to, CancellationToken cancellationToken)
    {
        var secret = await UnwrapAsync(wrappedBy, wrapped, cancellationToken);
        try
        {
            return await to.WrapAsync(secret, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private async Task<T> AskAsync<T>(VaultQuestion question, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ask();
            metrics?.Asked(question, fault: null);
            return answer;
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            var fault = (e as KeyVaultException)?.Fault;
            metrics?.Asked(question, fault ?? VaultFault.Refused);
            // Our own texts say what is wrong and hold no secret; those of others may hold anything.
            throw new KeysUnavailableException(e is KeyVaultException or KeysUnavailableException ? e.Message : "the vault refused", e);
        }
    }
}
