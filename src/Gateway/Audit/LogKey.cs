using Gateway.Crypto;

namespace Gateway.Audit;

/// <summary>One request's hold on a party's 32-byte log key.</summary>
public sealed class LogKey(PartyKeys keys) : IDisposable
{
    /// <summary>The key; good until this is disposed.</summary>
    public ReadOnlySpan<byte> Span => keys.LogKey;

    /// <summary>Lets go of the key.</summary>
    public void Dispose() => keys.Dispose();
}
