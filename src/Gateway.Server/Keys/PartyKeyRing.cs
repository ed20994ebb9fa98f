using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// The parties' keys in memory: unwrapped once per party and lease however many ask at once, and cleared when the lease is
/// over and the last request is done. A vault key that is revoked is therefore felt within one lease. Thread-safe.
/// </summary>
/// <param name="leaseTime">How long unwrapped keys are kept, counted from the question to the vault.</param>
public sealed class PartyKeyRing(VaultKey vault, IWrappedPartyKeyStore store, TimeSpan leaseTime, TimeProvider time) : IPartyKeys, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <inheritdoc />
    public async ValueTask<PartyKeys> LeaseAsync(string party, CancellationToken cancellationToken)
    {
        while (true)
        {
            // One caller's cancellation ends its own wait, not the load that others wait for.
            var keys = await Current(party).Loading.WaitAsync(cancellationToken);
            if (keys.Share() is { } handle) return handle;
            // The lease ended between the load and here: ask for the next.
        }
    }

    /// <summary>Opens a party's keys anew, past every lease, and lets them go: whether the vault opens them now.</summary>
    /// <exception cref="KeysUnavailableException">It does not, or the party has none.</exception>
    public async Task CheckAsync(string party, CancellationToken cancellationToken)
    {
        using var keys = await OpenAsync(party, cancellationToken);
    }

    /// <summary>Makes a new party's keys; they count once the caller has stored them.</summary>
    public async Task<WrappedPartyKeys> CreateAsync(string party, CancellationToken cancellationToken) =>
        await PartyKeyWrapping.CreateAsync(party, vault, cancellationToken) with { MadeAt = time.GetUtcNow() };

    /// <summary>A new generation of a party's keys, to be stored in place of the old.</summary>
    public async Task<WrappedPartyKeys> RotateAsync(WrappedPartyKeys stored, CancellationToken cancellationToken) =>
        await PartyKeyWrapping.RotateAsync(stored, vault, cancellationToken) with { MadeAt = time.GetUtcNow() };

    /// <summary>A party's keys without the earlier intake keys, to be stored in place of the old; null where there is none to retire.</summary>
    public Task<WrappedPartyKeys?> RetireAsync(WrappedPartyKeys stored, CancellationToken cancellationToken) =>
        PartyKeyWrapping.RetireAsync(stored, vault, cancellationToken);

    /// <summary>Ends the party's lease now: its keys were rotated or revoked.</summary>
    public void Forget(string party)
    {
        lock (_gate)
        {
            if (_leases.TryGetValue(party, out var lease)) End(lease);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var lease in _leases.Values.ToArray()) End(lease);
        }
    }

    private Lease Current(string party)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_leases.TryGetValue(party, out var lease))
            {
                // The timer ends a lease; where it is late, the clock decides. Keys that another replica rotated are leased anew.
                if (time.GetElapsedTime(lease.Began) < leaseTime && lease.Keys is not { IsOutrun: true }) return lease;
                End(lease);
            }
            lease = new Lease(party, time.GetTimestamp());
            lease.Timer = time.CreateTimer(_ => EndOnTime(lease), null, leaseTime, Timeout.InfiniteTimeSpan);
            _leases[party] = lease;
            // Not on this thread: a store that answers at once would run under the lock.
            lease.Loading = Task.Run(() => LoadAsync(lease));
            return lease;
        }
    }

    private async Task<PartyKeys> LoadAsync(Lease lease)
    {
        try
        {
            var keys = await OpenAsync(lease.Party, CancellationToken.None);
            lock (_gate)
            {
                if (!lease.IsOver)
                {
                    lease.Keys = keys;
                    return keys;
                }
            }
            keys.Dispose();
            throw new KeysUnavailableException("the vault answered after the lease was over");
        }
        catch
        {
            // A failure is told to those who wait, and not kept: the next request asks again.
            lock (_gate) End(lease);
            throw;
        }
    }

    private async Task<PartyKeys> OpenAsync(string party, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(party, cancellationToken) ?? throw new KeysUnavailableException($"party `{party}` has no keys");
        return await PartyKeyWrapping.OpenAsync(party, stored, vault, cancellationToken);
    }

    private void EndOnTime(Lease lease)
    {
        lock (_gate) End(lease);
    }

    /// <summary>Under the lock. The ring's own handle goes; requests that hold theirs go on.</summary>
    private void End(Lease lease)
    {
        if (lease.IsOver) return;
        lease.IsOver = true;
        _leases.Remove(lease.Party);
        lease.Timer?.Dispose();
        lease.Keys?.Dispose();
    }

    private sealed class Lease(string party, long began)
    {
        public string Party => party;
        public long Began => began;
        public Task<PartyKeys> Loading { get; set; } = Task.FromException<PartyKeys>(new KeysUnavailableException());
        public ITimer? Timer { get; set; }
        public PartyKeys? Keys { get; set; }
        public bool IsOver { get; set; }
    }
}
