using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>A call that came as an HTTP/2 request. What few methods ask for is made when it is asked for.</summary>
internal sealed class HttpServerCallContext(HttpContext http, string method, ILogger logger) : ServerCallContext, IDisposable
{
    private ServerDeadline? _deadline;
    private Metadata? _requestHeaders;
    private Metadata? _responseTrailers;
    private Dictionary<object, object>? _userState;
    private AuthContext? _authContext;

    public HttpContext HttpContext { get; } = http;

    public ServerResponse Response { get; } = new(http);

    /// <summary>How the request's messages are compressed; null for not at all.</summary>
    public string? RequestEncoding { get; set; }

    /// <summary>Whether responses of this call are compressed.</summary>
    public bool CompressesResponse { get; private set; }

    /// <summary>
    /// What ends a wait for the request's body: the deadline. A client that breaks off ends it by itself, and costs no token
    /// (<see cref="RequestBody"/>).
    /// </summary>
    public CancellationToken DeadlineToken => _deadline?.Token ?? CancellationToken.None;

    /// <summary>The trailers, or null when nobody has asked for them.</summary>
    public Metadata? TrailersIfAny => _responseTrailers;

    protected override string MethodCore => method;

    protected override string HostCore => HttpContext.Request.Host.Value ?? "";

    protected override string PeerCore => PeerAddress.Of(HttpContext.Connection);

    protected override DateTime DeadlineCore => _deadline?.At ?? DateTime.MaxValue;

    protected override CancellationToken CancellationTokenCore => _deadline?.Token ?? Response.Aborted;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadHeaders(HttpContext.Request.Headers);

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override IDictionary<object, object> UserStateCore => _userState ??= [];

    protected override AuthContext AuthContextCore =>
        _authContext ??= PeerAddress.Identify(HttpContext.Connection.ClientCertificate);

    /// <summary>Starts the deadline that the request names.</summary>
    /// <exception cref="RpcException">INTERNAL: <c>grpc-timeout</c> is malformed.</exception>
    public void StartDeadline(TimeProvider clock)
    {
        if (HttpContext.Request.Headers.GrpcTimeout is not [var text, ..]) return;
        if (!GrpcTimeout.TryParse(text, out var timeout))
            throw new RpcException(new Status(StatusCode.Internal, "`grpc-timeout` is malformed"));
        _deadline = new ServerDeadline(timeout, clock, Response.Aborted, OnDeadlinePassed, OnDeadlineFault);
    }

    /// <summary>Compresses the responses; before the headers are sent.</summary>
    public void CompressResponse()
    {
        CompressesResponse = true;
        HttpContext.Response.Headers.GrpcEncoding = GrpcNames.Gzip;
    }

    public void Dispose() => _deadline?.Dispose();

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        Response.BeginWrite();
        try
        {
            await Response.StartAsync(responseHeaders);
            await HttpContext.Response.BodyWriter.FlushAsync(CancellationToken);
        }
        finally
        {
            Response.EndWrite();
        }
    }

    // The method's own trailers stay out: it is still running and may be changing them.
    private void OnDeadlinePassed() =>
        _ = Response.EndAsync(new Status(StatusCode.DeadlineExceeded, "the deadline has passed"), trailers: null, isCutShort: true);

    private void OnDeadlineFault(Exception e) => GrpcServerLog.MethodFailed(logger, method, ExceptionTrace.Of(e));

    private static Metadata ReadHeaders(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers)
            foreach (var value in values)
                if (!MetadataWire.TryAddDecoded(metadata, name, value ?? ""))
                    throw new RpcException(new Status(StatusCode.Internal, $"the value of `{name}` is not base64"));
        return metadata;
    }
}
