using Azure.Core.Cryptography;

namespace Gateway.Server.Keys;

/// <summary>One version of a key in a Key Vault, wrapping by RSA-OAEP-256 (RFC 8017 §7.1 with SHA-256, RFC 7518 §4.3).</summary>
internal sealed class KeyVaultKey(KeyVaultKeyId id, KeyVaultClient client) : IKeyEncryptionKey
{
    /// <summary>The one algorithm.</summary>
    public const string Algorithm = "RSA-OAEP-256";

    /// <summary>The key's address with its version.</summary>
    public string KeyId => id.ToString();

    /// <exception cref="KeyVaultException">The vault did not wrap.</exception>
    public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
        AskAsync("wrapkey", algorithm, key, cancellationToken);

    /// <exception cref="KeyVaultException">The vault did not unwrap.</exception>
    public Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) =>
        AskAsync("unwrapkey", algorithm, encryptedKey, cancellationToken);

    /// <summary>Not here: the vault is a network away.</summary>
    public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("a Key Vault is asked asynchronously");

    /// <summary>Not here: the vault is a network away.</summary>
    public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("a Key Vault is asked asynchronously");

    private async Task<byte[]> AskAsync(string operation, string algorithm, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        if (algorithm != Algorithm) throw new ArgumentException($"a Key Vault wraps by {Algorithm} only", nameof(algorithm));
        var (key, answer) = await client.AskAsync(
            $"keys/{id.Name}/{id.Version}/{operation}", KeyVaultBody.Operation(algorithm, value.Span), KeyVaultBody.ReadOperation, cancellationToken);
        return key.IsSame(id) ? answer : throw new KeyVaultException(VaultFault.OtherKey);
    }
}
