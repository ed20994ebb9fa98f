using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>What is asked of every request before a method sees it (gRPC over HTTP/2, "Requests").</summary>
internal static class RequestGate
{
    /// <summary>
    /// False, with the HTTP status set, for what is not gRPC: 426 for another version of HTTP, 415 for another content type, with
    /// UNIMPLEMENTED for a gRPC client. Else the response is on its way to being a gRPC one.
    /// </summary>
    public static bool Admit(HttpContext http)
    {
        if (!HttpProtocol.IsHttp2(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return false;
        }

        if (!GrpcNames.IsGrpcContentType(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            http.Response.Headers.GrpcStatus = GrpcNames.Text(StatusCode.Unimplemented);
            return false;
        }

        http.Response.ContentType = GrpcNames.ContentType;
        return true;
    }

    /// <summary>Lets pass the path in the method's one spelling ("Path"): routing would take it in any case and with escapes.</summary>
    /// <exception cref="RpcException">UNIMPLEMENTED: another spelling is another method, which is not there.</exception>
    public static void RequirePath(HttpContext http, IMethod method)
    {
        if (http.Features.Get<IHttpRequestFeature>()?.RawTarget != method.FullName)
            throw new RpcException(new Status(StatusCode.Unimplemented, "the method is not there"));
    }

    /// <summary>Lets pass the one format of messages that is served, protobuf.</summary>
    /// <exception cref="RpcException">UNIMPLEMENTED: the content type is gRPC's and names another.</exception>
    public static void RequireProtobuf(HttpContext http)
    {
        var format = http.Request.ContentType.AsSpan(GrpcNames.ContentType.Length);
        if (format.IndexOf(';') is >= 0 and var parameters) format = format[..parameters];
        if (!format.Trim().IsEmpty && !format.Trim().Equals("+proto", StringComparison.OrdinalIgnoreCase))
            throw new RpcException(new Status(StatusCode.Unimplemented, "the content type names another message format than protobuf"));
    }

    /// <summary>How the request's messages are compressed ("Message-Encoding"); null for not at all.</summary>
    /// <exception cref="RpcException">UNIMPLEMENTED: in a way that is not known here.</exception>
    public static string? Encoding(HttpContext http)
    {
        var encoding = http.Request.Headers.GrpcEncoding is [var named, ..] ? named : null;
        switch (encoding)
        {
            case null or "" or GrpcNames.Identity:
                return null;
            case GrpcNames.Gzip:
                return encoding;
            default:
                http.Response.Headers.GrpcAcceptEncoding = GrpcNames.AcceptedEncodings;
                throw new RpcException(new Status(StatusCode.Unimplemented, "`grpc-encoding` names an unknown compression"));
        }
    }

    /// <summary>True when the client says that it can inflate gzip ("Message-Accept-Encoding").</summary>
    public static bool TakesGzip(HttpContext http)
    {
        foreach (var values in http.Request.Headers.GrpcAcceptEncoding)
            foreach (var value in (values ?? "").Split(','))
                if (value.AsSpan().Trim() is GrpcNames.Gzip) return true;
        return false;
    }
}
