using System.Security.Cryptography;

namespace Gateway.Server.Tests.Keys.StandIn;

/// <summary>One version of a key in the stand-in, with the attributes that rule its use.</summary>
internal sealed class StandInKey(string name, string version, int created) : IDisposable
{
    public string Name => name;
    public string Version => version;
    public int Created => created;
    public RSA Rsa { get; } = RSA.Create(2048);
    public bool IsEnabled { get; set; } = true;

    /// <summary>Whether its time has run out: it wraps and signs no more, and opens all the same.</summary>
    public bool IsExpired { get; set; }

    public void Dispose() => Rsa.Dispose();
}
