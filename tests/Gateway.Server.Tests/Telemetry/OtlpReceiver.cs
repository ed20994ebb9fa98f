using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Server.Tests.Telemetry;

/// <summary>An OTLP receiver over HTTP that keeps what it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received;
    private readonly WebApplication _application;

    private OtlpReceiver(WebApplication application, ConcurrentQueue<(string, byte[])> received) =>
        (_application, _received) = (application, received);

    public string Address => _application.Services.GetRequiredService<IServer>().Features
        .GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var received = new ConcurrentQueue<(string, byte[])>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.MapPost("/v1/{signal}", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.Enqueue((http.Request.Path.Value ?? "", body.ToArray()));
        });
        await application.StartAsync();
        return new OtlpReceiver(application, received);
    }

    /// <summary>All bodies of a signal (<c>traces</c>, <c>metrics</c>, <c>logs</c>): strings in protobuf are plain UTF-8.</summary>
    public string TextOf(string signal) => string.Join('\n',
        _received.Where(r => r.Path == $"/v1/{signal}").Select(r => Encoding.UTF8.GetString(r.Body)));

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
