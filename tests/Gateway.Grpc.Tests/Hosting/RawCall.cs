using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Gateway.Grpc.Tests.Hosting;

/// <summary>A request made by hand, for what no well-behaved client sends, with its answer.</summary>
public sealed record RawCall(HttpStatusCode Http, int? Status, string? Message, byte[] Body, HttpResponseHeaders Headers)
{
    public static async Task<RawCall> SendAsync(
        EchoServer server,
        byte[] body,
        string path = "/gateway.grpc.tests.Echo/Say",
        string contentType = "application/grpc",
        Version? version = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", contentType);
        request.Headers.TryAddWithoutValidation("te", "trailers");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var client = server.CreateHttpClient();
        using var response = await client.SendAsync(request);
        var content = await response.Content.ReadAsByteArrayAsync();
        var source = response.Headers.Contains("grpc-status") ? response.Headers : response.TrailingHeaders;
        return new RawCall(
            response.StatusCode,
            source.TryGetValues("grpc-status", out var status) ? int.Parse(status.Single()) : null,
            source.TryGetValues("grpc-message", out var message) ? message.Single() : null,
            content,
            response.Headers);
    }

    public static byte[] Frame(IMessage message, byte flag = 0) => Frame(message.ToByteArray(), flag);

    public static byte[] Frame(byte[] payload, byte flag = 0)
    {
        var frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }
}
