using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>Reads how the server ended a call (gRPC over HTTP/2, "Responses"; "HTTP to gRPC status code mapping").</summary>
internal static class ResponseStatus
{
    /// <summary>Refuses a response that is not gRPC, unless it carries a gRPC status all the same.</summary>
    /// <exception cref="RpcException">The status that the HTTP status stands for, or UNKNOWN for another content type.</exception>
    public static void RequireGrpc(HttpResponseMessage response)
    {
        if (IsTrailersOnly(response)) return;
        if (response.StatusCode != HttpStatusCode.OK)
            throw new RpcException(new Status(
                Of(response.StatusCode), $"the server answered with HTTP status {(int)response.StatusCode}"));
        if (!GrpcNames.IsGrpcContentType(response.Content.Headers.ContentType?.ToString()))
            throw new RpcException(new Status(StatusCode.Unknown, "the server answered with a content type that is not gRPC's"));
    }

    /// <summary>True of a response without messages, which has its status among the headers.</summary>
    public static bool IsTrailersOnly(HttpResponseMessage response) => response.Headers.NonValidated.Contains(GrpcNames.Status);

    /// <summary>How the response's messages are compressed; null for not at all.</summary>
    /// <exception cref="RpcException">INTERNAL: in a way that was not offered.</exception>
    public static string? Encoding(HttpResponseMessage response) =>
        First(response.Headers, GrpcNames.Encoding) switch
        {
            null or GrpcNames.Identity => null,
            GrpcNames.Gzip => GrpcNames.Gzip,
            _ => throw new RpcException(new Status(StatusCode.Internal, "the server compresses in a way that was not offered")),
        };

    /// <summary>The outcome, after the body has been read to its end.</summary>
    public static CallOutcome Outcome(HttpResponseMessage response)
    {
        var source = IsTrailersOnly(response) ? response.Headers : response.TrailingHeaders;
        var trailers = ToMetadata(source);
        var message = First(source, GrpcNames.Message) is { } encoded ? StatusMessage.Decode(encoded) : "";
        return First(source, GrpcNames.Status) switch
        {
            null => new CallOutcome(new Status(StatusCode.Unknown, "the server ended the call without a status"), trailers),
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                && Enum.IsDefined((StatusCode)code) => new CallOutcome(new Status((StatusCode)code, message), trailers),
            _ => new CallOutcome(new Status(StatusCode.Unknown, message), trailers),
        };
    }

    public static Metadata ToMetadata(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
            foreach (var value in values)
                MetadataWire.TryAddDecoded(metadata, name, value); // what is not base64 is left out: a status must not be lost over it
        return metadata;
    }

    private static StatusCode Of(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
