using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>What a failure of the connection means (gRPC over HTTP/2, "Errors").</summary>
internal static class TransportFailure
{
    public static Status ToStatus(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
            if (at is HttpProtocolException ended)
                return new Status(OfErrorCode(ended.ErrorCode), $"HTTP/2 ended the call with error code {ended.ErrorCode}", exception);
        return exception is HttpRequestException or IOException
            ? new Status(StatusCode.Unavailable, "the server cannot be reached", exception)
            : new Status(StatusCode.Internal, "the call failed on this side", exception);
    }

    private static StatusCode OfErrorCode(long code) => (Http2Error)code switch
    {
        Http2Error.RefusedStream => StatusCode.Unavailable, // nothing was processed
        Http2Error.Cancel => StatusCode.Cancelled,
        Http2Error.EnhanceYourCalm => StatusCode.ResourceExhausted,
        Http2Error.InadequateSecurity => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}
