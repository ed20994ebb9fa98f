using System.Net.Security;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Server.Identity;
using Gateway.Server.Tests.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Server.Tests.Identity;

/// <summary>Tokens of an issuer elsewhere, as in Production: its keys are found through discovery, over TLS.</summary>
internal sealed class AuthorityTests
{
    private ProbeServer _issuer;

    [SetUp]
    public async Task StartAsync()
    {
        var identity = new IdentityOptions { Audience = "gateway", UseDevelopmentIssuer = true };
        _issuer = await ProbeServer.StartAsync(options => options.Identity = identity);
        identity.Authority = _issuer.Address;
    }

    [TearDown]
    public async Task StopAsync() => await _issuer.DisposeAsync();

    [Test]
    public async Task CallerOf_TokenOfTheAuthority_IsItsOfficer()
    {
        await using var server = await StartAsync(_issuer.Address);
        Assert.That(
            await server.AskAsync("", _issuer.Issuer.Issue(new PartyId("police"), "a", 3)),
            Is.EqualTo(new Caller(new PartyId("police"), "a", 3).ToString()));
    }

    [Test]
    public async Task CallerOf_TokenOfAnotherIssuer_IsUnauthenticated()
    {
        await using var server = await StartAsync(_issuer.Address);
        await using var stranger = await ProbeServer.StartAsync(options => options.Identity.Authority = _issuer.Address);
        await AssertUnauthenticatedAsync(server, stranger.Issuer.Issue(new PartyId("police"), "a", 3));
    }

    [Test]
    public async Task CallerOf_AuthorityIsAway_IsUnauthenticatedAsGrpc()
    {
        await using var server = await StartAsync(_issuer.Address);
        var token = _issuer.Issuer.Issue(new PartyId("police"), "a", 3);
        await _issuer.StopAsync();
        await AssertUnauthenticatedAsync(server, token);
    }

    [Test]
    public async Task Endpoints_AuthorityIsElsewhere_AreNotThere()
    {
        await using var server = await StartAsync(_issuer.Address);
        using var response = await server.CreateHttpClient().GetAsync("/.well-known/openid-configuration");
        Assert.That(response.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
    }

    private static async Task AssertUnauthenticatedAsync(ProbeServer server, string token)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => server.AskAsync("", token));
        Assert.That(failure?.StatusCode, Is.EqualTo(StatusCode.Unauthenticated));
    }

    private async Task<ProbeServer> StartAsync(string authority)
    {
        var server = await ProbeServer.StartAsync(
            options => options.Identity = new IdentityOptions { Authority = authority, Audience = "gateway" },
            services: services => services.Configure<JwtBearerOptions>(
                JwtBearerDefaults.AuthenticationScheme, jwt => jwt.BackchannelHttpHandler = new SocketsHttpHandler
                {
                    SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = _issuer.Trust },
                }));
        server.Script.Answer = (_, context) => Task.FromResult(CallerIdentity.CallerOf(context).ToString());
        return server;
    }
}
