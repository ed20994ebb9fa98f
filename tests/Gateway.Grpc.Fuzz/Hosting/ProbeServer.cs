using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Grpc.Fuzz.Hosting;

/// <summary>The transport under test on a loopback socket, without TLS so that each byte can be chosen.</summary>
internal sealed class ProbeServer : IAsyncDisposable
{
    /// <summary>The largest request message: small, so that exceeding it costs little.</summary>
    public const int MaxMessage = 64 * 1024;

    private readonly WebApplication _application;
    private readonly FaultLog _log;
    private int _liveCalls;
    private int _liveConnections;

    private ProbeServer(LogLevel logged)
    {
        _log = new FaultLog(logged);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(logged);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // As a host has to set it: a value that is not UTF-8 is a call's fault, not the connection's.
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.Use(next => async connection =>
                {
                    Interlocked.Increment(ref _liveConnections);
                    try
                    {
                        await next(connection);
                    }
                    finally
                    {
                        Interlocked.Decrement(ref _liveConnections);
                    }
                });
            });
        });
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = MaxMessage);
        _application = builder.Build();
        _application.Use(async (_, next) =>
        {
            Interlocked.Increment(ref _liveCalls);
            try
            {
                await next();
            }
            finally
            {
                Interlocked.Decrement(ref _liveCalls);
            }
        });
        _application.MapGrpcService<ProbeService>();
    }

    /// <summary>Connections that the server has not let go.</summary>
    public int LiveConnections => Volatile.Read(ref _liveConnections);

    /// <summary>Calls whose method has not returned.</summary>
    public int LiveCalls => Volatile.Read(ref _liveCalls);

    public IReadOnlyCollection<string> LogLines => _log.Lines;

    public string Address => _application.Services.GetRequiredService<IServer>().Features
        .GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    public IPEndPoint EndPoint => new(IPAddress.Loopback, new Uri(Address).Port);

    public static async Task<ProbeServer> StartAsync(LogLevel logged)
    {
        var server = new ProbeServer(logged);
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
