using System.Text;
using Gateway.Audit;
using Gateway.Server.Identity;
using Gateway.Server.Witnesses;

namespace Gateway.Server.Services;

/// <summary>
/// The log over HTTPS (C2SP tlog-tiles) under <c>/log/</c>, for whoever bears a party's access token: leaves name parties, kinds and times. It
/// is read only, and what is read is not logged: it concerns no person.
/// </summary>
internal static class TileEndpoints
{
    private const string Immutable = "private, max-age=31536000, immutable";

    public static void MapLogTiles(this IEndpointRouteBuilder builder)
    {
        var log = builder.MapGroup("/log").AddEndpointFilter(CallersOnlyAsync);
        log.MapGet("/checkpoint", CheckpointAsync);
        log.MapGet("/details", DetailsAsync);
        log.MapGet("/tile/{**rest}", (HttpContext http, StoredTiles tiles, string? rest) => FileAsync(http, tiles, $"tile/{rest}"));
        log.MapGet("/succession/{number}", (HttpContext http, StoredTiles tiles, string number) => FileAsync(http, tiles, $"succession/{number}"));
    }

    /// <summary>Who is nobody is told so before anything is read, and counted as at every other call.</summary>
    private static async ValueTask<object?> CallersOnlyAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (CallerIdentity.IsCaller(http)) return await next(call);
        CallerIdentity.Report(http, http.RequestServices.GetRequiredService<SecurityLog>());
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Text("a valid access token is needed\n", statusCode: StatusCodes.Status401Unauthorized);
    }

    /// <summary>The newest, and with its witnesses' signatures where they have cosigned it already.</summary>
    private static async Task<IResult> CheckpointAsync(HttpContext http, AuditLog log, CosignedLog cosigned)
    {
        var newest = await log.CheckpointAsync(http.RequestAborted);
        if (cosigned.Newest is { Checkpoint: var witnessed } && witnessed.Text == newest.Text) newest = witnessed;
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Text(newest.Note, "text/plain", Encoding.UTF8);
    }

    /// <summary>From where on details are there: a party's rules, and nothing of whom they met.</summary>
    private static async Task<IResult> DetailsAsync(HttpContext http, StoredTiles tiles)
    {
        if (await tiles.ReadAsync(PrunedDetails.Path, http.RequestAborted) is not { } file) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(file, "text/plain; charset=utf-8");
    }

    private static async Task<IResult> FileAsync(HttpContext http, StoredTiles tiles, string path)
    {
        // A path has one spelling: whatever is no file of the log's, or is beyond the tree, is not there.
        if (await tiles.ReadAsync(path, http.RequestAborted) is not { } file) return Results.NotFound();
        http.Response.Headers.CacheControl = Immutable;
        return Results.Bytes(file, "application/octet-stream");
    }
}
