using Azure.Core;
using Azure.Core.Pipeline;

namespace Gateway.Server.Keys;

/// <summary>
/// Puts the token on each request. The first goes without token and without body, to learn from the vault's challenge which token it
/// wants; a second refusal of one request ends it, so a vault that always answers 401 is not asked for ever.
/// </summary>
internal sealed class KeyVaultAuthentication(TokenCredential credential) : BearerTokenAuthenticationPolicy(credential, Array.Empty<string>())
{
    private volatile KeyVaultChallenge? _known;

    protected override async ValueTask AuthorizeRequestAsync(HttpMessage message)
    {
        if (_known is { } known)
        {
            GiveBodyBack(message);
            await AuthenticateAndAuthorizeRequestAsync(message, known.Context);
        }
        else if (message.Request.Content is { } body)
        {
            message.SetProperty(typeof(KeyVaultAuthentication), body);
            message.Request.Content = null;
        }
    }

    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        message.Response.Headers.TryGetValue("WWW-Authenticate", out var header);
        var challenge = KeyVaultChallenge.Parse(header, message.Request.Uri.Host ?? "");
        GiveBodyBack(message);
        await AuthenticateAndAuthorizeRequestAsync(message, challenge.Context);
        _known = challenge;
        return true;
    }

    private static void GiveBodyBack(HttpMessage message)
    {
        if (message.TryGetProperty(typeof(KeyVaultAuthentication), out var body)) message.Request.Content = body as RequestContent;
    }
}
