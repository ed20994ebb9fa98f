namespace Gateway.Server.Identity;

/// <summary>Why a token did not make a caller, as the security log tells it.</summary>
public enum TokenFault
{
    /// <summary>Unreadable, or refused for another reason than those below.</summary>
    Invalid = 0,

    /// <summary>The call bears none.</summary>
    Missing,

    /// <summary>Before or after its time.</summary>
    Lifetime,

    /// <summary>Not signed by a key of the issuer with the one algorithm.</summary>
    Signature,

    /// <summary>Of another issuer.</summary>
    Issuer,

    /// <summary>For somebody else.</summary>
    Audience,

    /// <summary>Valid, and without a well-formed party, officer or level of assurance.</summary>
    Claims,
}
