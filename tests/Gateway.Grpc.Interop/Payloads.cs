using Google.Protobuf;

namespace Gateway.Grpc.Interop;

/// <summary>The payloads of the test cases: zeros.</summary>
internal static class Payloads
{
    public static Payload Zeros(int size) => new() { Body = UnsafeByteOperations.UnsafeWrap(new byte[size]) };

    public static bool IsZeros(this Payload? payload, int size) =>
        payload is not null && payload.Body.Length == size && !payload.Body.Span.ContainsAnyExcept((byte)0);
}
