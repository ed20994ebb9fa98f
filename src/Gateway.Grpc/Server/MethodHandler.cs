using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// Serves the requests of one method (gRPC over HTTP/2; "Status codes and their use in gRPC"):
/// <list type="number">
/// <item>refuse what is not gRPC ("Requests");</item>
/// <item>agree on format and compression ("Message-Encoding"), start the deadline ("Timeout");</item>
/// <item>let the service handle the call;</item>
/// <item>turn its outcome, or its exception, into the one status that ends the call ("Responses").</item>
/// </list>
/// </summary>
internal sealed class MethodHandler(
    IMethod method, Func<HttpServerCallContext, Task> serve, GrpcServiceOptions options, TimeProvider clock, ILogger logger)
{
    private readonly bool _compresses = options.ResponseCompressionAlgorithm == GrpcNames.Gzip;

    public async Task HandleAsync(HttpContext http)
    {
        if (!RequestGate.Admit(http)) return;
        using var context = new HttpServerCallContext(http, method.FullName, logger);
        Status status;
        try
        {
            RequestGate.RequirePath(http, method);
            RequestGate.RequireProtobuf(http);
            context.RequestEncoding = RequestGate.Encoding(http);
            if (_compresses && RequestGate.TakesGzip(http)) context.CompressResponse();
            // Last, because from here on the deadline may end the response on another thread.
            context.StartDeadline(clock);
            await serve(context);
            status = context.Status;
        }
        catch (Exception e)
        {
            status = StatusOf(e, context);
        }

        await context.Response.EndAsync(status, context.TrailersIfAny, isCutShort: false);
    }

    private Status StatusOf(Exception exception, HttpServerCallContext context)
    {
        if (exception is RpcException refusal)
        {
            // The method may have given the call's own trailers to its exception.
            if (!ReferenceEquals(refusal.Trailers, context.TrailersIfAny))
                foreach (var entry in refusal.Trailers) context.ResponseTrailers.Add(entry);
            GrpcServerLog.CallRefused(logger, method.FullName, refusal.StatusCode);
            return refusal.Status;
        }

        // The client is gone or the deadline has passed: what a method throws over that is no failure of its own. Anything else is, gone or not.
        if ((exception is OperationCanceledException && (context.Response.HasEnded || context.CancellationToken.IsCancellationRequested))
            || (exception is OperationCanceledException or IOException && context.HttpContext.RequestAborted.IsCancellationRequested))
            return new Status(StatusCode.Cancelled, "the call was cancelled");

        GrpcServerLog.MethodFailed(logger, method.FullName, ExceptionTrace.Of(exception));
        return new Status(StatusCode.Unknown, "the service failed");
    }
}
