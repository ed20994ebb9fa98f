using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>The server's settings, for all its services.</summary>
public class GrpcServiceOptions
{
    /// <summary>The largest request message in bytes, after inflation; null for no limit. 4 MiB where nothing is said.</summary>
    public int? MaxReceiveMessageSize { get; set; } = LengthPrefix.UsualMaxSize;

    /// <summary>The largest response message in bytes, before compression; null, the default, for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary><c>gzip</c> compresses responses to clients that take it; null, the default, compresses none.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>What every call passes, the first of them outermost.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}
