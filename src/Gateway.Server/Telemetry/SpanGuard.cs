using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Server.Telemetry;

/// <summary>
/// Lets a span keep only the tags that are known to say nothing of people. Paths, addresses, user agents and the trace state come
/// from outside and could say anything.
/// </summary>
internal sealed class SpanGuard : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        "http.request.method", "http.response.status_code", "http.route", "rpc.grpc.status_code", "error.type");

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToList())
            if (!Kept.Contains(name)) data.SetTag(name, null);
        data.TraceStateString = null;
        // The name of a request to no known route would be its method and path.
        if (data.GetTagItem("http.route") is null && data.Kind == ActivityKind.Server) data.DisplayName = "request";
        if (data.StatusDescription is not null) data.SetStatus(data.Status);
    }
}
