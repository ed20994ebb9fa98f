using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>The keys that seal what the log and its parties' rows hold about people: leased from the vault, never stored open.</summary>
public sealed class LogKeys(IPartyKeys keys)
{
    /// <summary>The party's log key for the length of one request; the caller disposes it.</summary>
    /// <exception cref="KeysUnavailableException">The party has no keys, or the vault does not open them: nothing can be logged.</exception>
    public async ValueTask<LogKey> LeaseAsync(PartyId party, CancellationToken ct) =>
        new(await keys.LeaseAsync(party.ToString(), ct));
}
