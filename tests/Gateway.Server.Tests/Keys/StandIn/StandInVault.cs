using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Gateway.Server.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Server.Tests.Keys.StandIn;

/// <summary>
/// A Key Vault on this machine: speaks the published contract of the data plane (keys) over TLS under the name that a client asks for,
/// with faults on command. Its published examples are run against it by <see cref="PublishedExamplesTests"/>.
/// </summary>
internal sealed class StandInVault : IAsyncDisposable
{
    public const string Host = "myvault.vault.azure.net";
    public const string Challenge = "Bearer authorization=\"https://login.windows.net/00000000-0000-0000-0000-000000000001\", resource=\"https://vault.azure.net\"";

    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly WebApplication _application;
    private readonly HttpClientTransport _transport;
    private Uri? _address;

    private StandInVault()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _application = builder.Build();
        _application.Use(AnswerAsync);
        _transport = new HttpClientTransport(new HttpClient(Handler));
    }

    /// <summary>A way to it under the name of any vault.</summary>
    public SocketsHttpHandler Handler => new()
    {
        ConnectCallback = ConnectAsync,
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _certificate }, RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    public StandInOperations Keys { get; } = new();
    public StandInCredential Credential { get; } = new();

    /// <summary>Paths that were asked, in order, with <c>+token</c> and <c>+body</c> where there was one.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>What answers in its place; see <see cref="StandInFaults"/>.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    /// <summary>The way to it, with short waits between tries.</summary>
    public KeyVaultAccess Access => new(Credential, _transport)
    {
        Delay = TimeSpan.FromMilliseconds(20), TryTime = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(15),
    };

    public static async Task<StandInVault> StartAsync()
    {
        var vault = new StandInVault();
        await vault._application.StartAsync();
        vault._address = new Uri(vault._application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return vault;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _transport.Dispose();
        _certificate.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, _address?.Port ?? 0, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var (hasToken, hasBody) = (request.Headers.Authorization.Count > 0, request.ContentLength is > 0);
        Asked.Enqueue($"{request.Method} {request.Path}{(hasToken ? "+token" : "")}{(hasBody ? "+body" : "")}");
        if (Fault is { } fault && await fault(context)) return;
        if (request.Headers.Authorization != $"Bearer {StandInCredential.Token}")
        {
            context.Response.Headers.WWWAuthenticate = Challenge;
            context.Response.StatusCode = 401;
            return;
        }
        var (status, answer) = request.Query["api-version"].Count == 1 ? Route(request, await BodyAsync(request)) : (400, null);
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(
            answer ?? new JsonObject { ["error"] = new JsonObject { ["code"] = $"Status{status}", ["message"] = "refused" } });
    }

    private (int Status, JsonObject? Answer) Route(HttpRequest request, JsonNode body)
    {
        var isGet = HttpMethods.IsGet(request.Method);
        return request.Path.Value?.Split('/')[1..] switch
        {
            ["keys", var name] when isGet => Describe(request, Keys.Find(name, null)),
            ["keys", var name, "rotate"] when !isGet => Describe(request, Keys.Rotate(name)),
            ["keys", var name, "rotationpolicy"] => (200, Policy(request, name, body)),
            ["keys", var name, var version] when isGet => Describe(request, Keys.Find(name, version)),
            ["keys", var name, var version, var operation] when !isGet =>
                Keys.Find(name, version) is { } key ? Keys.Run(request, key, operation, body) : (404, null),
            _ => (404, null),
        };
    }

    private static (int, JsonObject?) Describe(HttpRequest request, StandInKey? key) =>
        key is null ? (404, null) : (200, StandInOperations.Describe(request, key));

    private static JsonObject Policy(HttpRequest request, string name, JsonNode body)
    {
        var policy = body.DeepClone().AsObject();
        policy["id"] = $"https://{request.Host}/keys/{name}/rotationpolicy";
        if (policy["attributes"] is JsonObject attributes) (attributes["created"], attributes["updated"]) = (1482188947, 1482188948);
        return policy;
    }

    private static async Task<JsonNode> BodyAsync(HttpRequest request) =>
        request.ContentLength is > 0 ? await JsonNode.ParseAsync(request.Body) ?? new JsonObject() : new JsonObject();

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=stand-in", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("*.vault.azure.net");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
