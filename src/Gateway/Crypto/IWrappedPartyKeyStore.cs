namespace Gateway.Crypto;

/// <summary>Where wrapped party keys rest. A read sees every earlier committed write.</summary>
public interface IWrappedPartyKeyStore
{
    /// <summary>The party's current keys, or null where it has none.</summary>
    ValueTask<WrappedPartyKeys?> FindAsync(string party, CancellationToken cancellationToken);
}
