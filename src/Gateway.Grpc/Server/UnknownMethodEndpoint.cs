using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>Answers UNIMPLEMENTED to gRPC requests for a service or method that is not there. One per application.</summary>
internal sealed class UnknownMethodEndpoint(ILoggerFactory loggers) : IRouteConstraint
{
    private readonly ILogger _logger = loggers.CreateLogger("Grpc.AspNetCore.Server");
    private bool _isMapped;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        if (_isMapped) return;
        _isMapped = true;
        var pattern = RoutePatternFactory.Parse(
            "{service}/{method}", defaults: null, parameterPolicies: new RouteValueDictionary { ["method"] = this });
        endpoints.Map(pattern, AnswerAsync).WithDisplayName("gRPC - unknown method");
    }

    /// <summary>Only what is gRPC is ours: other requests to such a path may be somebody else's.</summary>
    public bool Match(
        HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext is not null
        && HttpMethods.IsPost(httpContext.Request.Method)
        && GrpcNames.IsGrpcContentType(httpContext.Request.ContentType);

    private Task AnswerAsync(HttpContext http)
    {
        if (!RequestGate.Admit(http)) return Task.CompletedTask;
        GrpcServerLog.MethodUnknown(_logger);
        return new ServerResponse(http).EndAsync(
            new Status(StatusCode.Unimplemented, "the method is not there"), trailers: null, isCutShort: false);
    }
}
