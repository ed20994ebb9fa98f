namespace Gateway.Server.Keys;

/// <summary>A Key Vault gave no key. The text is this class's own: what a vault answers may be a key.</summary>
public sealed class KeyVaultException : Exception
{
    public KeyVaultException(KeyVaultFault fault, Exception? inner = null)
        : base(TextOf(fault), inner) => Fault = fault;

    /// <summary>Why.</summary>
    public KeyVaultFault Fault { get; }

    /// <summary>The fault that a status of the data plane's contract stands for.</summary>
    internal static KeyVaultException OfStatus(int status) => new(status switch
    {
        401 => KeyVaultFault.TokenRefused,
        403 => KeyVaultFault.Forbidden,
        404 => KeyVaultFault.NotFound,
        409 => KeyVaultFault.Conflict,
        429 => KeyVaultFault.Throttled,
        >= 500 => KeyVaultFault.Failing,
        _ => KeyVaultFault.Refused,
    });

    private static string TextOf(KeyVaultFault fault) => fault switch
    {
        KeyVaultFault.Malformed => "the vault's answer is malformed",
        KeyVaultFault.OtherKey => "the vault answered for another key",
        KeyVaultFault.TimedOut => "the vault did not answer in time",
        KeyVaultFault.Unreachable => "the vault cannot be reached",
        KeyVaultFault.ForeignChallenge => "the vault asks for a token of another domain",
        KeyVaultFault.NoToken => "the credential gave no token for the vault",
        KeyVaultFault.TokenRefused => "the vault refused the token",
        KeyVaultFault.Forbidden => "the vault forbids it: the key is disabled, the identity has no right to it, or a firewall stands between",
        KeyVaultFault.NotFound => "the vault has no such key",
        KeyVaultFault.Conflict => "the vault's key is deleted and not yet recovered",
        KeyVaultFault.Throttled => "the vault is asked too often",
        KeyVaultFault.Failing => "the vault fails",
        _ => "the vault refused",
    };
}
