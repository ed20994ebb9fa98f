using Gateway.Server.Hosting;
using Grpc.AspNetCore.Server;

namespace Gateway.Server.Identity;

/// <summary>
/// Refuses a gRPC call without a valid token before any of its message is read, inflated or parsed: a stranger costs a header block. Health
/// is open to all. What the message then asks for is the method's to judge, which reads its caller again.
/// </summary>
public sealed class TokenGate(RequestDelegate next, SecurityLog log)
{
    private const string OpenService = "grpc.health.v1.Health";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not { } called || called.Method.ServiceName == OpenService
            || CallerIdentity.IsCaller(http) || !IsGrpc(http.Request))
            return next(http);
        CallerIdentity.Report(http, log);
        var refused = StatusMapping.Unauthenticated().Status;
        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-status"] = $"{(int)refused.StatusCode}";
        http.Response.Headers["grpc-message"] = refused.Detail; // plain ASCII
        return Task.CompletedTask;
    }

    /// <summary>Anything else is told by the transport that it is not gRPC, without being read either.</summary>
    private static bool IsGrpc(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol) && request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
}
