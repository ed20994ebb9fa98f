using System.Security.Cryptography;
using System.Text;

namespace Gateway.Crypto;

/// <summary>
/// One handle to a party's keys in memory. The keys are cleared when the last handle is disposed, so the end of a lease
/// never takes a key from a request that runs. Thread-safe.
/// </summary>
public sealed class PartyKeys : IDisposable
{
    private readonly Held _held;
    private int _isDisposed;

    /// <summary>Takes over the intake key and copies the log key (32 bytes).</summary>
    public PartyKeys(string party, AgreementKey intake, ReadOnlySpan<byte> logKey)
        : this(logKey.Length == 32
            ? new Held(party, intake, logKey.ToArray())
            : throw new ArgumentException("the log key is 32 bytes", nameof(logKey))) { }

    private PartyKeys(Held held) => _held = held;

    public string Party => _held.Party;

    /// <summary>What is deposited for the party is sealed to this key.</summary>
    public AgreementKey Intake => Checked().Intake;

    /// <summary>Seals the party's log details and facts: 32 bytes. Not to be kept beyond the handle.</summary>
    public ReadOnlySpan<byte> LogKey => Checked().LogKey;

    /// <summary>Seals the content keys of the party's sections at rest: 32 bytes, derived from the log key (HKDF, RFC 5869).</summary>
    public ReadOnlySpan<byte> StorageKey => Checked().StorageKey;

    /// <summary>Another handle to the same keys, or null where the last one is already disposed.</summary>
    public PartyKeys? Share() => _held.TryAdd() ? new PartyKeys(_held) : null;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0) _held.Release();
    }

    /// <summary>A cleared key is all zeros and must never seal anything.</summary>
    private Held Checked()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        return _held;
    }

    private sealed class Held(string party, AgreementKey intake, byte[] logKey)
    {
        private readonly Lock _gate = new();
        private int _handles = 1;

        public string Party => party;
        public AgreementKey Intake => intake;
        public byte[] LogKey => logKey;
        public byte[] StorageKey { get; } = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, logKey, 32, salt: default, info: Encoding.UTF8.GetBytes($"gateway storage key of {party}"));

        public bool TryAdd()
        {
            lock (_gate)
            {
                if (_handles == 0) return false;
                _handles++;
                return true;
            }
        }

        public void Release()
        {
            lock (_gate)
            {
                if (--_handles > 0) return;
            }
            CryptographicOperations.ZeroMemory(logKey);
            CryptographicOperations.ZeroMemory(StorageKey);
            intake.Dispose();
        }
    }
}
