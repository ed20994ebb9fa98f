namespace Grpc.Wire;

/// <summary>The error codes of HTTP/2 (RFC 9113 §7) that gRPC gives a meaning (gRPC over HTTP/2, "Errors").</summary>
internal enum Http2Error
{
    InternalError = 2,
    RefusedStream = 7,
    Cancel = 8,
    EnhanceYourCalm = 11,
    InadequateSecurity = 12,
}
