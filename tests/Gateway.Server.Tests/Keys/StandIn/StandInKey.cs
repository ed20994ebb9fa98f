using System.Security.Cryptography;

namespace Gateway.Server.Tests.Keys.StandIn;

/// <summary>One version of a key in the stand-in, with the attributes that rule its use.</summary>
internal sealed class StandInKey(string name, string version, int created, ECDsa? elliptic = null) : IDisposable
{
    /// <summary>Null where the key is one of RSA.</summary>
    public ECDsa? Elliptic => elliptic;

    public string Name => name;
    public string Version => version;
    public int Created => created;
    public RSA Rsa { get; } = RSA.Create(2048);
    public bool IsEnabled { get; set; } = true;

    /// <summary>Whether its time has run out: it wraps and signs no more, and opens all the same.</summary>
    public bool IsExpired { get; set; }

    public void Dispose()
    {
        Rsa.Dispose();
        elliptic?.Dispose();
    }
}
