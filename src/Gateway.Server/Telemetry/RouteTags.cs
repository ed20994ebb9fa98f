using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Server.Telemetry;

/// <summary>
/// Names a request's span by the route that served it, which is ours, and adds the outcome (OpenTelemetry semantic conventions,
/// "RPC" and "HTTP"). ASP.NET Core itself would tell the path, which is the caller's.
/// </summary>
internal sealed class RouteTags : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        application.Use(async (http, serve) =>
        {
            try
            {
                await serve(http);
            }
            finally
            {
                if (Activity.Current is { IsAllDataRequested: true } span) Tag(span, http);
            }
        });
        next(application);
    };

    private static void Tag(Activity span, HttpContext http)
    {
        if (http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route }) return;
        span.DisplayName = route;
        span.SetTag("http.route", route);
        if (http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers["grpc-status"] is [{ } status])
            span.SetTag("rpc.grpc.status_code", status);
    }
}
