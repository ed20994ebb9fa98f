using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// Answers UNIMPLEMENTED to gRPC requests for a service or method that is not there ("Status codes and their use in gRPC"). Stands behind the
/// endpoints and is none: a route that takes any path would make the choice among routes dearer for every call.
/// </summary>
internal sealed class UnknownMethod(ILoggerFactory loggers) : IStartupFilter
{
    private readonly ILogger _logger = loggers.CreateLogger("Grpc.AspNetCore.Server");

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        next(application);
        application.Use(AnswerAsync);
    };

    /// <summary>Only what is gRPC is ours: other requests may be somebody else's.</summary>
    private Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !GrpcNames.IsGrpcContentType(http.Request.ContentType)) return next(http);
        if (!RequestGate.Admit(http)) return Task.CompletedTask;
        GrpcServerLog.MethodUnknown(_logger);
        return new ServerResponse(http).EndAsync(
            new Status(StatusCode.Unimplemented, "the method is not there"), trailers: null, isCutShort: false);
    }
}
