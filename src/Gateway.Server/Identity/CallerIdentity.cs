using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Server.Hosting;
using Grpc.Core;

namespace Gateway.Server.Identity;

/// <summary>
/// The caller of a gRPC method, read from the token that was validated for its request. Who is none gets UNAUTHENTICATED as a
/// gRPC status; HTTP's own 401 challenge would end a call without one.
/// </summary>
public static class CallerIdentity
{
    private const int MaxOfficerLength = 128;

    /// <summary>Who calls.</summary>
    /// <exception cref="RpcException">UNAUTHENTICATED: no valid token, or its claims are malformed.</exception>
    public static Caller CallerOf(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        if (TryRead(http.User, out var caller)) return caller;
        Report(http, http.RequestServices.GetRequiredService<SecurityLog>());
        throw StatusMapping.Unauthenticated();
    }

    /// <summary>Whether the request's token was validated and says who calls.</summary>
    internal static bool IsCaller(HttpContext http) => TryRead(http.User, out _);

    /// <summary>Tells operators why it does not; a token that did not validate was reported where it was validated.</summary>
    internal static void Report(HttpContext http, SecurityLog log)
    {
        if (http.User.Identity?.IsAuthenticated == true) log.Refused(TokenFault.Claims);
        else if (!http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            log.Refused(TokenFault.Missing);
    }

    /// <summary>The end of the caller's token; null where it names none. A stream must not outlive it.</summary>
    public static DateTimeOffset? ValidUntil(ServerCallContext context) =>
        Single(context.GetHttpContext().User, "exp") is { } text && long.TryParse(text, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static bool TryRead(ClaimsPrincipal user, [NotNullWhen(true)] out Caller? caller)
    {
        caller = null;
        if (user.Identity?.IsAuthenticated != true
            || Single(user, GatewayClaims.Party) is not { } party || !PartyId.IsValid(party)
            || Single(user, GatewayClaims.Officer) is not { } officer || !IsOfficer(officer)
            || Single(user, GatewayClaims.Assurance) is not ['l', 'o', 'a', >= '1' and <= '4' and var level])
            return false;
        caller = new Caller(new PartyId(party), officer, level - '0');
        return true;
    }

    /// <summary>A claim that is there twice is not there: which of them holds is nobody's guess.</summary>
    private static string? Single(ClaimsPrincipal user, string type) =>
        user.FindAll(type).Take(2).ToList() is [var only] ? only.Value : null;

    private static bool IsOfficer(string id) =>
        id.Length is >= 1 and <= MaxOfficerLength && !id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
}
