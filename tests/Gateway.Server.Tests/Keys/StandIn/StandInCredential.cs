using Azure.Core;

namespace Gateway.Server.Tests.Keys.StandIn;

/// <summary>Issues tokens that the stand-in knows, and keeps for what they were asked.</summary>
internal sealed class StandInCredential : TokenCredential
{
    private readonly Lock _gate = new();
    private readonly List<TokenRequestContext> _asked = [];

    public const string Token = "stand-in-token";

    public IReadOnlyList<TokenRequestContext> Asked
    {
        get
        {
            lock (_gate) return [.. _asked];
        }
    }

    /// <summary>What it fails with, instead of giving a token.</summary>
    public Exception? Failure { get; set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        lock (_gate) _asked.Add(requestContext);
        return Failure is null ? new AccessToken(Token, DateTimeOffset.MaxValue) : throw Failure;
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
