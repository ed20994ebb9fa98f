using System.Globalization;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>The header names and content types (gRPC over HTTP/2, "Requests" and "Responses").</summary>
internal static class GrpcNames
{
    public const string ContentType = "application/grpc";

    public const string Status = "grpc-status";

    public const string Message = "grpc-message";

    public const string Timeout = "grpc-timeout";

    public const string Encoding = "grpc-encoding";

    public const string AcceptEncoding = "grpc-accept-encoding";

    public const string Identity = "identity";

    public const string Gzip = "gzip";

    /// <summary>What both sides of this implementation can inflate.</summary>
    public const string AcceptedEncodings = "identity,gzip";

    /// <summary>What the client calls itself ("User Agents").</summary>
    public const string UserAgent = "grpc-dotnet-gateway/1.0";

    /// <summary>As grpc-dotnet: a client's wish for compression, which stays on its side.</summary>
    public const string EncodingWish = "grpc-internal-encoding-request";

    /// <summary>The value of <c>grpc-status</c>.</summary>
    public static string Text(StatusCode code) => ((int)code).ToString(CultureInfo.InvariantCulture);

    /// <summary>True of <c>application/grpc</c> with an optional <c>+format</c> or <c>;parameter</c>, and of nothing else.</summary>
    public static bool IsGrpcContentType(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';' or ' ');
}
