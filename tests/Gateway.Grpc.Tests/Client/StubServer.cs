using System.Net;
using Gateway.Grpc.Tests.Hosting;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Grpc.Tests.Client;

/// <summary>An HTTP/2 server that answers every call as a test says, right or wrong.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly GrpcChannel _channel;

    private StubServer(WebApplication application)
    {
        _application = application;
        Address = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        _channel = GrpcChannel.ForAddress(Address);
        Client = new Echo.EchoClient(_channel);
    }

    public string Address { get; }

    public Echo.EchoClient Client { get; }

    /// <summary>The body of a good answer.</summary>
    public static byte[] Message { get; } = RawCall.Frame(new Line { Text = "hej" });

    public static async Task<StubServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return new StubServer(application);
    }

    /// <summary>Answers with this body and these trailers, as gRPC.</summary>
    public static Task<StubServer> StartAsync(byte[] body, string? status, string? encoding = null) =>
        StartAsync(async http =>
        {
            http.Response.ContentType = "application/grpc";
            if (encoding is not null) http.Response.Headers["grpc-encoding"] = encoding;
            await http.Response.StartAsync();
            await http.Response.BodyWriter.WriteAsync(body);
            if (status is not null) http.Response.AppendTrailer("grpc-status", status);
        });

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _application.DisposeAsync();
    }
}
