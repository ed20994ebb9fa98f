using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>What a failure of the connection means (gRPC over HTTP/2, "Errors").</summary>
internal static class TransportFailure
{
    public static Status ToStatus(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
            if (at is HttpProtocolException reset)
                return new Status(OfErrorCode(reset.ErrorCode), $"the stream was reset with code {reset.ErrorCode}", exception);
        return exception is HttpRequestException or IOException
            ? new Status(StatusCode.Unavailable, "the server cannot be reached", exception)
            : new Status(StatusCode.Internal, "the call failed on this side", exception);
    }

    private static StatusCode OfErrorCode(long code) => code switch
    {
        7 => StatusCode.Unavailable, // REFUSED_STREAM: nothing was processed
        8 => StatusCode.Cancelled, // CANCEL
        11 => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        12 => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => StatusCode.Internal,
    };
}
