namespace Gateway.Server.Keys;

/// <summary>A Key Vault gave no key. The text is this class's own: what a vault answers may be a key.</summary>
public sealed class KeyVaultException : Exception
{
    public KeyVaultException(VaultFault fault, Exception? inner = null)
        : base(TextOf(fault), inner) => Fault = fault;

    /// <summary>Why.</summary>
    public VaultFault Fault { get; }

    /// <summary>The fault that a status of the data plane's contract stands for.</summary>
    internal static KeyVaultException OfStatus(int status) => new(status switch
    {
        401 => VaultFault.TokenRefused,
        403 => VaultFault.Forbidden,
        404 => VaultFault.NotFound,
        409 => VaultFault.Conflict,
        429 => VaultFault.Throttled,
        >= 500 => VaultFault.Failing,
        _ => VaultFault.Refused,
    });

    private static string TextOf(VaultFault fault) => fault switch
    {
        VaultFault.Malformed => "the vault's answer is malformed",
        VaultFault.OtherKey => "the vault answered for another key",
        VaultFault.TimedOut => "the vault did not answer in time",
        VaultFault.Unreachable => "the vault cannot be reached",
        VaultFault.ForeignChallenge => "the vault asks for a token of another domain",
        VaultFault.NoToken => "the credential gave no token for the vault",
        VaultFault.TokenRefused => "the vault refused the token",
        VaultFault.Forbidden => "the vault forbids it: the key is disabled, the identity has no right to it, or a firewall stands between",
        VaultFault.NotFound => "the vault has no such key",
        VaultFault.Conflict => "the vault's key is deleted and not yet recovered",
        VaultFault.Throttled => "the vault is asked too often",
        VaultFault.Failing => "the vault fails",
        _ => "the vault refused",
    };
}
