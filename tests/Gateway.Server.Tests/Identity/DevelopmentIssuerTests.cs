using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Server.Identity;
using Gateway.Server.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Server.Tests.Identity;

internal sealed class DevelopmentIssuerTests
{
    [Test]
    public async Task Token_AskedFromThisMachine_MakesACaller()
    {
        await using var server = await ProbeServer.StartAsync();
        server.Script.Answer = (_, context) => Task.FromResult(CallerIdentity.CallerOf(context).ToString());
        using var response = await AskAsync(server, "socialtjansten", "b.berg", "3");
        var token = await response.Content.ReadFromJsonAsync<JsonElement>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(token.GetProperty("token_type").GetString(), Is.EqualTo("Bearer"));
            Assert.That(token.GetProperty("expires_in").GetInt32(), Is.EqualTo(600));
            Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(
                await server.AskAsync("", token.GetProperty("access_token").GetString()),
                Is.EqualTo(new Caller(new PartyId("socialtjansten"), "b.berg", 3).ToString()));
        }
    }

    [Test]
    public async Task Discovery_PublishedKey_VerifiesItsTokens()
    {
        await using var server = await ProbeServer.StartAsync();
        var http = server.CreateHttpClient();
        var discovery = await http.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");
        var keys = await http.GetStringAsync(new Uri(discovery.GetProperty("jwks_uri").GetString() ?? "").AbsolutePath);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            server.Issuer.Issue(new PartyId("police"), "a", 3),
            new TokenValidationParameters
            {
                ValidIssuer = discovery.GetProperty("issuer").GetString(), ValidAudience = "gateway",
                IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
            });
        Assert.That(result.IsValid, Is.True);
        Assert.That(keys, Does.Not.Contain("\"d\""));
    }

    [TestCase("Police", "a", "3")]
    [TestCase("", "a", "3")]
    [TestCase("police", "", "3")]
    [TestCase("police", "a", "0")]
    [TestCase("police", "a", "5")]
    [TestCase("police", "a", "loa3")]
    [TestCase("police", "a", "")]
    public async Task Token_MalformedForm_IsRefused(string party, string officer, string assurance)
    {
        await using var server = await ProbeServer.StartAsync();
        using var response = await AskAsync(server, party, officer, assurance);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("192.0.2.1")]
    [TestCase("::ffff:192.0.2.1")]
    public async Task Endpoints_AskedFromElsewhere_AreNotThere(string address)
    {
        await using var server = await ProbeServer.StartAsync(middleware: app => app.Use((http, next) =>
        {
            http.Connection.RemoteIpAddress = IPAddress.Parse(address);
            return next();
        }));
        await AssertAbsentAsync(server, server.CreateHttpClient());
    }

    [TestCase("Forwarded")]
    [TestCase("X-Forwarded-For")]
    public async Task Endpoints_AskedThroughAProxyOnThisMachine_AreNotThere(string header)
    {
        await using var server = await ProbeServer.StartAsync();
        var http = server.CreateHttpClient();
        http.DefaultRequestHeaders.Add(header, "192.0.2.1");
        await AssertAbsentAsync(server, http);
    }

    [Test]
    public void Add_InProduction_Throws() =>
        Assert.That(
            () => new ServiceCollection().AddGatewayIdentity(
                new IdentityOptions { UseDevelopmentIssuer = true }, new FixedEnvironment("Production")),
            Throws.InvalidOperationException);

    [Test]
    public void Construct_InProduction_Throws() =>
        Assert.That(
            () => new DevelopmentIssuer(new IdentityOptions(), new FixedEnvironment("Production"), TimeProvider.System),
            Throws.InvalidOperationException);

    private static async Task AssertAbsentAsync(ProbeServer server, HttpClient http)
    {
        using var token = await AskAsync(server, "police", "a", "3", http);
        using var discovery = await http.GetAsync("/.well-known/openid-configuration");
        using var keys = await http.GetAsync("/.well-known/jwks.json");
        Assert.That(
            new[] { token.StatusCode, discovery.StatusCode, keys.StatusCode }, Is.All.EqualTo(HttpStatusCode.NotFound));
    }

    private static async Task<HttpResponseMessage> AskAsync(
        ProbeServer server, string party, string officer, string assurance, HttpClient? http = null)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["party"] = party, ["officer"] = officer, ["assurance"] = assurance });
        return await (http ?? server.CreateHttpClient()).PostAsync("/token", form);
    }
}
