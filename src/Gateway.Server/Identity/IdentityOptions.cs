namespace Gateway.Server.Identity;

/// <summary>Whose access tokens are believed.</summary>
public sealed class IdentityOptions
{
    /// <summary>
    /// The issuer: an https address whose <c>/.well-known/openid-configuration</c> names its keys. Required, but for the
    /// development issuer, which is its own.
    /// </summary>
    public string Authority { get; set; } = "";

    /// <summary>The audience that tokens must be for. Required.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Issues tokens to whoever asks from this machine. Refused in Production. Default: no.</summary>
    public bool UseDevelopmentIssuer { get; set; }
}
