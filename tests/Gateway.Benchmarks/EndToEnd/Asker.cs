using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Gateway.Protocol.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Gateway.Benchmarks.EndToEnd;

/// <summary>
/// An officer who asks over the raw generated client: one connection, one token. Answers are not verified here; what that costs
/// is the asker's own machine's.
/// </summary>
internal sealed class Asker : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly HttpClient _http;
    private readonly DisclosureService.DisclosureServiceClient _client;
    private readonly RequestRequest _request;
    private readonly Metadata _headers;

    private Asker(GrpcChannel channel, HttpClient http, string token, RequestRequest request)
    {
        (_channel, _http, _request) = (channel, http, request);
        _client = new DisclosureService.DisclosureServiceClient(channel);
        _headers = new Metadata { { "authorization", $"Bearer {token}" } };
    }

    /// <summary>Fetches a token and makes ready to ask the same request over and over.</summary>
    public static async Task<Asker> ConnectAsync(Uri server, X509Certificate2 authority, RequestRequest request, CancellationToken ct)
    {
        var http = new HttpClient(HandlerFor(authority)) { BaseAddress = server };
        var token = await TokenAsync(http, Cast.Investigator, ct);
        var channel = GrpcChannel.ForAddress(server, new GrpcChannelOptions { HttpHandler = HandlerFor(authority) });
        return new Asker(channel, http, token, request);
    }

    /// <summary>A token of the development issuer.</summary>
    public static async Task<string> TokenAsync(HttpClient http, (string Party, string Officer) who, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["party"] = who.Party, ["officer"] = who.Officer, ["assurance"] = "3",
        });
        using var response = await http.PostAsync(new Uri("/token", UriKind.Relative), form, ct);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(ct);
        return answer?["access_token"]?.GetValue<string>() ?? throw new BenchmarkFailedException("the issuer gave no token");
    }

    /// <summary>Asks under a fresh idempotency key and expects a release; gives the tree's size at its commit.</summary>
    /// <exception cref="BenchmarkFailedException">It was not permitted.</exception>
    public async Task<long> AskAsync(CancellationToken ct)
    {
        var request = _request.Clone();
        request.IdempotencyKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var response = await _client.RequestAsync(request, new CallOptions(_headers, cancellationToken: ct));
        if (response.Release?.Sections.Count != 1)
            throw new BenchmarkFailedException($"not permitted: {string.Join("; ", response.Decisions.SelectMany(d => d.Needs).Select(n => n.Text.En))}");
        return SizeIn(response.Receipts[0].Proof);
    }

    public void Dispose()
    {
        _channel.Dispose();
        _http.Dispose();
    }

    public static SocketsHttpHandler HandlerFor(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        return new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } };
    }

    /// <summary>The second line of the checkpoint that ends a proof (C2SP tlog-checkpoint).</summary>
    private static long SizeIn(string proof)
    {
        var checkpoint = proof.AsSpan(proof.IndexOf("\n\n", StringComparison.Ordinal) + 2);
        var size = checkpoint[(checkpoint.IndexOf('\n') + 1)..];
        return long.Parse(size[..size.IndexOf('\n')], System.Globalization.CultureInfo.InvariantCulture);
    }
}
