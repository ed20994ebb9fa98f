using System.Globalization;
using System.Net;
using Gateway.Parties;

namespace Gateway.Server.Identity;

/// <summary>
/// The development issuer over HTTP: discovery (OpenID Connect Discovery §4), its key set, and <c>POST /token</c> with the form
/// <c>party</c>, <c>officer</c>, <c>assurance</c>. To other machines none of them is there.
/// </summary>
public static class DevelopmentIssuerEndpoints
{
    private static readonly string[] Algorithms = ["ES256"];

    /// <summary>Maps them, where the development issuer is in use.</summary>
    public static void MapDevelopmentIssuer(this IEndpointRouteBuilder builder)
    {
        if (builder.ServiceProvider.GetService<DevelopmentIssuer>() is not { } issuer) return;
        var group = builder.MapGroup("").AddEndpointFilter(async (call, next) =>
            IsLocal(call.HttpContext) ? await next(call) : Results.NotFound());
        group.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = issuer.Issuer,
            jwks_uri = $"{issuer.Issuer}/.well-known/jwks.json",
            token_endpoint = $"{issuer.Issuer}/token",
            id_token_signing_alg_values_supported = Algorithms,
        }));
        group.MapGet("/.well-known/jwks.json", () => Results.Json(new { keys = new[] { issuer.PublicKey } }));
        group.MapPost("/token", (HttpRequest request, CancellationToken ct) => TokenAsync(request, issuer, ct));
    }

    private static async Task<IResult> TokenAsync(HttpRequest request, DevelopmentIssuer issuer, CancellationToken ct)
    {
        if (!request.HasFormContentType) return Invalid("a form is needed");
        var form = await request.ReadFormAsync(ct);
        var (party, officer) = (form["party"].ToString(), form["officer"].ToString());
        if (!PartyId.IsValid(party)) return Invalid("`party` is not a party name");
        if (officer.Length is 0 or > 128) return Invalid("`officer` is not an officer id");
        if (!int.TryParse(form["assurance"], NumberStyles.None, CultureInfo.InvariantCulture, out var assurance) || assurance is < 1 or > 4)
            return Invalid("`assurance` is not 1 to 4");

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(new
        {
            access_token = issuer.Issue(new PartyId(party), officer, assurance),
            token_type = "Bearer",
            expires_in = (int)DevelopmentIssuer.Lifetime.TotalSeconds,
        });
    }

    /// <summary>Straight from this machine: what a proxy on it forwards comes from elsewhere.</summary>
    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !http.Request.Headers.ContainsKey("Forwarded") && !http.Request.Headers.ContainsKey("X-Forwarded-For");

    /// <summary>RFC 6749 §5.2.</summary>
    private static IResult Invalid(string description) =>
        Results.Json(new { error = "invalid_request", error_description = description }, statusCode: StatusCodes.Status400BadRequest);
}
