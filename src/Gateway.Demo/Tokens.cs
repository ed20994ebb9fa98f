using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Gateway.Demo;

/// <summary>Fetches officers' tokens from the development issuer and keeps each for a minute.</summary>
internal sealed class Tokens : IDisposable
{
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<Player, (string Token, DateTimeOffset Until)> _kept = new();

    public Tokens(Uri server, X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        _http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } }) { BaseAddress = server };
    }

    public async ValueTask<string> OfAsync(Player player, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (_kept.TryGetValue(player, out var kept) && now < kept.Until) return kept.Token;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["party"] = player.Party, ["officer"] = player.Id, ["assurance"] = "3",
        });
        using var response = await _http.PostAsync(new Uri("/token", UriKind.Relative), form, ct);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(ct);
        var token = answer?["access_token"]?.GetValue<string>() ?? throw new InvalidOperationException("the issuer gave no token");
        _kept[player] = (token, now + TimeSpan.FromMinutes(1));
        return token;
    }

    /// <summary>A server that was started again has another key.</summary>
    public void Forget() => _kept.Clear();

    public void Dispose() => _http.Dispose();
}
