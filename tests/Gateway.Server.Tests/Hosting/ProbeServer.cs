using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gateway.Server.Hosting;
using Gateway.Server.Identity;
using Gateway.Server.Telemetry;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Server.Tests.Hosting;

/// <summary>The server around the core on a real TLS socket, with the probe in the core's place.</summary>
internal sealed class ProbeServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _application;
    private readonly List<IDisposable> _clients = [];

    private ProbeServer(string folder, WebApplication application) => (_folder, _application) = (folder, application);

    public LogLines Log { get; private init; } = new();

    public ProbeScript Script => _application.Services.GetRequiredService<ProbeScript>();

    public DevelopmentIssuer Issuer => _application.Services.GetRequiredService<DevelopmentIssuer>();

    public GatewayMetrics Metrics => _application.Services.GetRequiredService<GatewayMetrics>();

    public string Address => _application.Services.GetRequiredService<IServer>().Features
        .GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    /// <summary>Trust in this server's own authority and nobody else.</summary>
    public X509ChainPolicy Trust => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, ServerCertificates.AuthorityFile)) },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    public static async Task<ProbeServer> StartAsync(
        Action<GatewayServerOptions>? configure = null,
        Action<WebApplication>? middleware = null,
        Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-server-").FullName;
        var options = new GatewayServerOptions
        {
            DataFolder = folder,
            ListenPort = 0,
            LogOrigin = "test.example/log",
            Identity = new IdentityOptions { Authority = "https://localhost:7443", Audience = "gateway", UseDevelopmentIssuer = true },
        };
        configure?.Invoke(options);
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseGatewayListener(options, TimeProvider.System);
        builder.Services.AddGatewayIdentity(options.Identity, builder.Environment);
        builder.Services.AddGatewayTelemetry(options);
        builder.Services.AddSingleton<TimeGrid>();
        builder.Services.AddSingleton<ProbeScript>();
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<ErrorInterceptor>());
        services?.Invoke(builder.Services);
        var application = builder.Build();
        middleware?.Invoke(application);
        application.MapDevelopmentIssuer();
        application.MapGrpcService<ProbeService>();
        await application.StartAsync();
        return new ProbeServer(folder, application) { Log = log };
    }

    public async Task<string> AskAsync(string text, string? token = null, CallOptions options = default)
    {
        var headers = new Metadata();
        if (token is not null) headers.Add("authorization", $"Bearer {token}");
        var call = Invoker().AsyncUnaryCall(
            ProbeService.AskMethod, host: null, options.WithHeaders(headers), new StringValue { Value = text });
        return (await call.ResponseAsync).Value;
    }

    public async Task<string> WatchAsync(string text)
    {
        using var call = Invoker().AsyncServerStreamingCall(
            ProbeService.WatchMethod, host: null, default, new StringValue { Value = text });
        return await call.ResponseStream.MoveNext(CancellationToken.None) ? call.ResponseStream.Current.Value : "";
    }

    public HttpClient CreateHttpClient()
    {
        var client = new HttpClient(CreateHandler()) { BaseAddress = new Uri(Address) };
        _clients.Add(client);
        return client;
    }

    public Task StopAsync() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private CallInvoker Invoker()
    {
        var channel = GrpcChannel.ForAddress(
            Address, new GrpcChannelOptions { HttpHandler = CreateHandler(), DisposeHttpClient = true });
        _clients.Add(channel);
        return channel.CreateCallInvoker();
    }

    private SocketsHttpHandler CreateHandler() =>
        new() { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust } };
}
