using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>Makes the HTTP/2 request of a call (gRPC over HTTP/2, "Requests").</summary>
internal static class RequestFactory
{
    private static readonly MediaTypeHeaderValue ContentType = new(GrpcNames.ContentType);

    public static async Task<HttpRequestMessage> CreateAsync(
        GrpcChannel channel, IMethod method, CallOptions options, HttpContent content, CancellationToken cancellationToken)
    {
        content.Headers.ContentType = ContentType;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, method.FullName))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("user-agent", GrpcNames.UserAgent);
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation(GrpcNames.AcceptEncoding, GrpcNames.AcceptedEncodings);
        if (Compresses(options)) headers.TryAddWithoutValidation(GrpcNames.Encoding, GrpcNames.Gzip);
        if (options.Deadline is { } deadline && deadline != DateTime.MaxValue)
            headers.TryAddWithoutValidation(
                GrpcNames.Timeout, GrpcTimeout.Format(deadline - channel.Options.Clock.GetUtcNow().UtcDateTime));
        Add(headers, options.Headers ?? Metadata.Empty);
        await AddCredentialsAsync(channel, method, options, headers, cancellationToken);
        return request;
    }

    public static bool Compresses(CallOptions options) => options.Headers?.GetValue(GrpcNames.EncodingWish) == GrpcNames.Gzip;

    private static async Task AddCredentialsAsync(
        GrpcChannel channel, IMethod method, CallOptions options, HttpRequestHeaders headers, CancellationToken cancellationToken)
    {
        CallCredentials[] all = [.. new[] { channel.Options.Credentials?.CallCredentials, options.Credentials }.OfType<CallCredentials>()];
        if (all.Length == 0) return;
        if (channel.Address.Scheme != Uri.UriSchemeHttps)
            throw new InvalidOperationException("call credentials are sent over TLS only");
        var service = new Uri(channel.Address, "/" + method.ServiceName).ToString();
        var context = new AuthInterceptorContext(service, method.Name, cancellationToken);
        var metadata = new Metadata();
        await CallCredentials.Compose(all).ApplyAsync(context, metadata);
        Add(headers, metadata);
    }

    private static void Add(HttpRequestHeaders headers, Metadata metadata)
    {
        foreach (var entry in metadata)
            if (!MetadataWire.IsReserved(entry.Key))
                headers.TryAddWithoutValidation(entry.Key, MetadataWire.Encode(entry));
    }
}
