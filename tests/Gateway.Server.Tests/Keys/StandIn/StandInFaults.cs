using Microsoft.AspNetCore.Http;

namespace Gateway.Server.Tests.Keys.StandIn;

/// <summary>What can be wrong with a vault, on command: each answers in the stand-in's place and says so, or lets a request pass.</summary>
internal static class StandInFaults
{
    /// <summary>So many requests are throttled; the others pass.</summary>
    public static Func<HttpContext, Task<bool>> Throttled(int times, string? retryAfter)
    {
        var left = times;
        return context =>
        {
            if (Interlocked.Decrement(ref left) < 0) return Task.FromResult(false);
            if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
            return Answer(context, 429);
        };
    }

    /// <summary>Every request is answered with a status and an error body.</summary>
    public static Func<HttpContext, Task<bool>> Status(int status) => context => Answer(context, status);

    /// <summary>Every token is refused, with the same challenge again and again.</summary>
    public static Func<HttpContext, Task<bool>> Challenge(string challenge) => context =>
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return Answer(context, 401);
    };

    /// <summary>Requests with a token are answered 200 with this body.</summary>
    public static Func<HttpContext, Task<bool>> Body(string body) => async context =>
    {
        if (context.Request.Headers.Authorization.Count == 0) return false;
        await context.Response.WriteAsync(body);
        return true;
    };

    /// <summary>Connections end without an answer.</summary>
    public static Task<bool> Down(HttpContext context)
    {
        context.Abort();
        return Task.FromResult(true);
    }

    /// <summary>No answer, until whoever asks goes away.</summary>
    public static async Task<bool> Silent(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private static async Task<bool> Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync("""{"error":{"code":"Fault","message":"on command"}}""");
        return true;
    }
}
