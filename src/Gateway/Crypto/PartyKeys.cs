using System.Security.Cryptography;
using System.Text;

namespace Gateway.Crypto;

/// <summary>
/// One handle to a party's keys in memory, of all generations. The keys are cleared when the last handle is disposed, so the end of a
/// lease never takes a key from a request that runs. Thread-safe.
/// </summary>
public sealed class PartyKeys : IDisposable
{
    private readonly Held _held;
    private int _isDisposed;

    /// <summary>The first generation alone: takes over the intake key and copies the log key (32 bytes).</summary>
    public PartyKeys(string party, AgreementKey intake, ReadOnlySpan<byte> logKey)
        : this(party, [new PartyKeyGeneration(BoxKeys.First, intake, logKey.ToArray())]) { }

    /// <summary>Takes over the keys of all generations; the newest has an intake key.</summary>
    public PartyKeys(string party, IReadOnlyList<PartyKeyGeneration> generations) : this(new Held(party, generations)) { }

    private PartyKeys(Held held) => _held = held;

    public string Party => _held.Party;

    /// <summary>What is deposited for the party is sealed to this key.</summary>
    public AgreementKey Intake => Checked().Intakes[0];

    /// <summary>Seals the party's log details and facts. Not to be kept beyond the handle.</summary>
    public BoxKeys Log => Checked().Log;

    /// <summary>Seals the content keys of the party's sections at rest; derived from the log keys (HKDF, RFC 5869). Not to be kept either.</summary>
    public BoxKeys Storage => Checked().Storage;

    /// <summary>Whether the keys were rotated since these were leased.</summary>
    public bool IsOutrun => _held.Log.IsOutrun || _held.Storage.IsOutrun;

    /// <summary>
    /// The intake key that a section is sealed to, null where to none: an earlier one serves until it is retired, for what was sealed before
    /// a rotation and sent after it.
    /// </summary>
    public AgreementKey? IntakeOf(SealedSection section) => Checked().Intakes.FirstOrDefault(i => section.For(i.Public.KeyId) is not null);

    /// <summary>Another handle to the same keys, or null where the last one is already disposed.</summary>
    public PartyKeys? Share() => _held.TryAdd() ? new PartyKeys(_held) : null;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0) _held.Release();
    }

    private Held Checked()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        return _held;
    }

    private sealed class Held
    {
        private readonly Lock _gate = new();
        private int _handles = 1;

        public Held(string party, IReadOnlyList<PartyKeyGeneration> generations)
        {
            Party = party;
            Log = new BoxKeys(generations.ToDictionary(g => g.Number, g => g.LogKey));
            Storage = new BoxKeys(generations.ToDictionary(g => g.Number, g => HKDF.DeriveKey(
                HashAlgorithmName.SHA256, g.LogKey, 32, salt: default, info: Encoding.UTF8.GetBytes($"gateway storage key of {party}"))));
            Intakes = [.. generations.OrderByDescending(g => g.Number).Select(g => g.Intake).OfType<AgreementKey>()];
            if (generations.MaxBy(g => g.Number)?.Intake is null)
                throw new ArgumentException("the newest generation has an intake key", nameof(generations));
        }

        public string Party { get; }
        public BoxKeys Log { get; }
        public BoxKeys Storage { get; }

        /// <summary>The newest first.</summary>
        public IReadOnlyList<AgreementKey> Intakes { get; }

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
            Log.Dispose();
            Storage.Dispose();
            foreach (var intake in Intakes) intake.Dispose();
        }
    }
}
