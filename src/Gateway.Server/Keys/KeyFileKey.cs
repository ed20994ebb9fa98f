using System.Security.Cryptography;
using Azure.Core.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// One version of the embedded default's vault key: AES-256, in a file that only its owner reads, wrapping by AES-KW (RFC 3394).
/// </summary>
public sealed class KeyFileKey : IKeyEncryptionKey, IDisposable
{
    /// <summary>The one algorithm.</summary>
    public const string Algorithm = "A256KW";

    private readonly byte[] _key;

    private KeyFileKey(byte[] key)
    {
        _key = key;
        KeyId = $"file:{Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4))}";
    }

    /// <summary><c>file:</c> and 8 hex digits of the key's SHA-256: tells keys apart, tells nothing of them.</summary>
    public string KeyId { get; }

    /// <summary>Opens the key file.</summary>
    /// <exception cref="KeysUnavailableException">There is none, others than the owner may use it, or it is not 32 bytes.</exception>
    public static KeyFileKey Open(string path) => new(SecretKeyFile.Read(path));

    /// <summary>Makes a new key and its file, durable before this returns.</summary>
    /// <exception cref="IOException">There is a file already: a key is never overwritten.</exception>
    public static KeyFileKey Create(string path) => new(SecretKeyFile.Create(path));

    public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
    {
        Check(algorithm);
        return AesKeyWrap.Wrap(_key, key.Span);
    }

    /// <exception cref="EnvelopeException">Wrapped by another key, or changed.</exception>
    public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
    {
        Check(algorithm);
        return AesKeyWrap.Unwrap(_key, encryptedKey.Span);
    }

    public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
        Task.FromResult(WrapKey(algorithm, key, cancellationToken));

    public Task<byte[]> UnwrapKeyAsync(
        string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) =>
        Task.FromResult(UnwrapKey(algorithm, encryptedKey, cancellationToken));

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private static void Check(string algorithm)
    {
        if (algorithm != Algorithm) throw new ArgumentException($"a key file wraps by {Algorithm} only", nameof(algorithm));
    }
}
