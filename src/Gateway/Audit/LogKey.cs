using Gateway.Crypto;

namespace Gateway.Audit;

/// <summary>One request's hold on a party's log keys.</summary>
public sealed class LogKey(PartyKeys keys) : IDisposable
{
    /// <summary>The keys; good until this is disposed.</summary>
    public BoxKeys Keys => keys.Log;

    /// <summary>Lets go of the keys.</summary>
    public void Dispose() => keys.Dispose();
}
