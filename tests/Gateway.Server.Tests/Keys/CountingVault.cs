using System.Security.Cryptography;
using Azure.Core.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Tests.Keys;

/// <summary>A vault that counts what it is asked, and can be slow or refuse.</summary>
internal sealed class CountingVault : IKeyEncryptionKey
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private int _unwraps;

    public int Unwraps => Volatile.Read(ref _unwraps);

    public void CountAnew() => Volatile.Write(ref _unwraps, 0);

    public string KeyId { get; init; } = "test:1";
    public Exception? Refusal { get; set; }

    /// <summary>Unwrapping waits for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
        AesKeyWrap.Wrap(_key, key.Span);

    public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _unwraps);
        return Refusal is null ? AesKeyWrap.Unwrap(_key, encryptedKey.Span) : throw Refusal;
    }

    public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
        Task.FromResult(WrapKey(algorithm, key, cancellationToken));

    public async Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
    {
        await Gate;
        return UnwrapKey(algorithm, encryptedKey, cancellationToken);
    }
}
