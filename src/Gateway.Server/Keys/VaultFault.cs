namespace Gateway.Server.Keys;

/// <summary>What keeps a vault from giving a key; each is a named error, and each denies.</summary>
public enum VaultFault
{
    /// <summary>Refused, for no reason that has a name here.</summary>
    Refused,

    /// <summary>The answer is not what the contract says.</summary>
    Malformed,

    /// <summary>The answer is for another key or version than was asked.</summary>
    OtherKey,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>No connection.</summary>
    Unreachable,

    /// <summary>The vault asks for a token for a domain that is not its own; none is sent.</summary>
    ForeignChallenge,

    /// <summary>The credential gave no token.</summary>
    NoToken,

    /// <summary>The vault does not accept the token (401).</summary>
    TokenRefused,

    /// <summary>The key is disabled, or the identity has no right to it, or a firewall stands between (403).</summary>
    Forbidden,

    /// <summary>There is no such key or version (404).</summary>
    NotFound,

    /// <summary>The key is deleted, and could be recovered (409).</summary>
    Conflict,

    /// <summary>Asked too often, and still after waiting (429).</summary>
    Throttled,

    /// <summary>The vault fails (5xx).</summary>
    Failing,
}
