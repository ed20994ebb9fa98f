namespace Gateway.Server.Identity;

/// <summary>Names of the claims that make a caller.</summary>
public static class GatewayClaims
{
    /// <summary>The party's id.</summary>
    public const string Party = "gateway_party";

    /// <summary>The officer's id (RFC 7519 §4.1.2).</summary>
    public const string Officer = "sub";

    /// <summary>Level of assurance of the login, <c>loa1</c> to <c>loa4</c> (OpenID Connect Core §2).</summary>
    public const string Assurance = "acr";
}
