using Grpc.Core;

namespace Grpc.Wire;

/// <summary>What stands before each message (gRPC over HTTP/2, "Length-Prefixed-Message"), and the limit of what may follow it.</summary>
internal static class LengthPrefix
{
    /// <summary>One byte of flag and four of length.</summary>
    public const int Size = 5;

    /// <summary>The limit of both sides where nothing else is set: 4 MiB.</summary>
    public const int UsualMaxSize = 4 * 1024 * 1024;

    public static RpcException TooLarge() =>
        new(new Status(StatusCode.ResourceExhausted, "a message is larger than the limit of its receiver"));
}
