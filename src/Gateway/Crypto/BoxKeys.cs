using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// One party's keys for one purpose of <see cref="SealedBox"/>, in generations: the newest seals, each opens what it sealed. A rotation so
/// seals nothing again. Thread-safe; disposing clears all of them.
/// </summary>
public sealed class BoxKeys : IDisposable
{
    /// <summary>The first generation; later ones count on.</summary>
    public const int First = 1;

    private readonly IReadOnlyDictionary<int, byte[]> _generations;
    private volatile bool _isDisposed;
    private volatile bool _isOutrun;

    /// <summary>One key of 32 bytes, copied, as the first generation.</summary>
    public BoxKeys(ReadOnlySpan<byte> key32) : this(new Dictionary<int, byte[]> { [First] = key32.ToArray() })
    {
    }

    /// <summary>Takes over at least one key of 32 bytes.</summary>
    public BoxKeys(IReadOnlyDictionary<int, byte[]> generations)
    {
        if (generations.Count == 0 || generations.Any(g => g.Key < First || g.Value.Length != 32))
            throw new ArgumentException("each generation counts from 1 and has 32 bytes", nameof(generations));
        _generations = generations;
        Current = generations.Keys.Max();
    }

    /// <summary>The generation that seals.</summary>
    public int Current { get; }

    /// <summary>Whether a box of a later generation was met: the keys were rotated since these were leased.</summary>
    public bool IsOutrun => _isOutrun;

    /// <exception cref="EnvelopeException">There is no such generation.</exception>
    /// <exception cref="KeysUnavailableException">It came after these keys were leased: the next lease has it.</exception>
    internal ReadOnlySpan<byte> Of(int generation)
    {
        // A cleared key is all zeros and must never seal anything.
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_generations.TryGetValue(generation, out var key)) return key;
        if (generation < Current) throw new EnvelopeException("the box is of a generation of keys that is gone");
        _isOutrun = true;
        throw new KeysUnavailableException("the party's keys have just been rotated");
    }

    public void Dispose()
    {
        _isDisposed = true;
        foreach (var key in _generations.Values) CryptographicOperations.ZeroMemory(key);
    }
}
