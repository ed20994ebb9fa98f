using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>The two secrets of the gateway as a whole, in memory while it runs; disposing clears them.</summary>
public sealed class GatewaySecrets : IDisposable
{
    private readonly byte[] _pseudonymKey;
    private readonly byte[] _logSeed;
    private bool _isDisposed;

    /// <summary>Copies both, 32 bytes each.</summary>
    public GatewaySecrets(ReadOnlySpan<byte> pseudonymKey, ReadOnlySpan<byte> logSeed)
    {
        if (pseudonymKey.Length != 32 || logSeed.Length != Ed25519.SeedSize)
            throw new ArgumentException("each secret is 32 bytes", nameof(pseudonymKey));
        _pseudonymKey = pseudonymKey.ToArray();
        _logSeed = logSeed.ToArray();
    }

    /// <summary>The key of <see cref="Pseudonym"/>. It can never change: persons would no longer be found.</summary>
    public ReadOnlySpan<byte> PseudonymKey => Checked(_pseudonymKey);

    /// <summary>The <see cref="Ed25519"/> seed that signs the log's checkpoints.</summary>
    public ReadOnlySpan<byte> LogSeed => Checked(_logSeed);

    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_pseudonymKey);
        CryptographicOperations.ZeroMemory(_logSeed);
    }

    /// <summary>A cleared key is all zeros and must never be used.</summary>
    private byte[] Checked(byte[] secret)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return secret;
    }
}
