namespace Gateway.Crypto;

/// <summary>
/// The parties' keys, leased from the vault for a short time: asked once per party and lease, never per record.
/// </summary>
public interface IPartyKeys
{
    /// <summary>The party's keys. The caller disposes its handle when its request is done; until then they stay good.</summary>
    /// <exception cref="KeysUnavailableException">The party has no keys, or the vault does not open them.</exception>
    ValueTask<PartyKeys> LeaseAsync(string party, CancellationToken cancellationToken);
}
