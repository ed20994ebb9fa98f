using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>The keys that seal what the log and its party's tables hold about people. Leased from the vault, never stored open.</summary>
public interface ILogKeys
{
    /// <summary>The party's 32-byte log key, for the length of one request.</summary>
    /// <exception cref="LogUnavailableException">The vault does not answer, or the party has no key: nothing can be logged for it.</exception>
    ValueTask<ReadOnlyMemory<byte>> LeaseLogKeyAsync(PartyId party, CancellationToken ct);
}
