using System.Security.Cryptography;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Server.Identity;
using Gateway.Server.Tests.Hosting;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Server.Tests.Identity;

internal sealed class CallerIdentityTests
{
    private static readonly PartyId Police = new("polisen-gotland");
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private ProbeServer _server;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await ProbeServer.StartAsync();
        _server.Script.Answer = (_, context) => Task.FromResult(CallerIdentity.CallerOf(context).ToString());
    }

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [TestCase(1)]
    [TestCase(4)]
    public async Task CallerOf_ValidToken_IsItsOfficer(int assurance) =>
        Assert.That(
            await _server.AskAsync("", _server.Issuer.Issue(Police, "a.andersson", assurance)),
            Is.EqualTo(new Caller(Police, "a.andersson", assurance).ToString()));

    [Test]
    public async Task CallerOf_ExpiredWithinTheSkew_IsItsOfficer() =>
        Assert.That(await _server.AskAsync("", _server.Issuer.Issue(Police, "a", 3, TimeSpan.FromSeconds(-20))), Is.Not.Empty);

    [Test]
    public Task CallerOf_ExpiredBeyondTheSkew_IsUnauthenticated() =>
        AssertRefusedAsync(_server.Issuer.Issue(Police, "a", 3, TimeSpan.FromSeconds(-31)), "Lifetime");

    [Test]
    public Task CallerOf_NoToken_IsUnauthenticated() => AssertRefusedAsync(null, "Missing");

    [Test]
    public Task CallerOf_NotAToken_IsUnauthenticated() => AssertRefusedAsync("a.b.c", "Invalid");

    [Test]
    public async Task CallerOf_ChangedPayload_IsUnauthenticated()
    {
        var parts = _server.Issuer.Issue(Police, "a", 3).Split('.');
        var others = _server.Issuer.Issue(new PartyId("other"), "a", 3).Split('.');
        await AssertRefusedAsync($"{parts[0]}.{others[1]}.{parts[2]}", "Signature");
    }

    [Test]
    public async Task CallerOf_AnotherKey_IsUnauthenticated()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await AssertRefusedAsync(Sign(Valid(), new SigningCredentials(new ECDsaSecurityKey(key), "ES256")), "Signature");
    }

    [Test]
    public Task CallerOf_NoSignature_IsUnauthenticated() => AssertRefusedAsync(Sign(Valid(), null), "Signature");

    [Test]
    public async Task CallerOf_AnotherAlgorithmWithThePublicKeyAsSecret_IsUnauthenticated()
    {
        var secret = Base64UrlEncoder.DecodeBytes(_server.Issuer.PublicKey["x"]);
        await AssertRefusedAsync(Sign(Valid(), new SigningCredentials(new SymmetricSecurityKey(secret), "HS256")), "Signature");
    }

    [Test]
    public async Task CallerOf_AnotherIssuer_IsUnauthenticated()
    {
        var descriptor = Valid();
        descriptor.Issuer = "https://elsewhere.example";
        await AssertRefusedAsync(Sign(descriptor, Issuers), "Issuer");
    }

    [Test]
    public async Task CallerOf_AnotherAudience_IsUnauthenticated()
    {
        var descriptor = Valid();
        descriptor.Audience = "portal";
        await AssertRefusedAsync(Sign(descriptor, Issuers), "Audience");
    }

    [Test]
    public async Task CallerOf_NoExpiry_IsUnauthenticated()
    {
        var descriptor = Valid();
        descriptor.Expires = null;
        await AssertRefusedAsync(Sign(descriptor, Issuers), "Lifetime");
    }

    [Test]
    public async Task CallerOf_NotYetValid_IsUnauthenticated()
    {
        var descriptor = Valid();
        descriptor.NotBefore = TimeProvider.System.GetUtcNow().AddMinutes(1).UtcDateTime;
        await AssertRefusedAsync(Sign(descriptor, Issuers), "Lifetime");
    }

    [TestCase("gateway_party", "Polisen")]
    [TestCase("gateway_party", "")]
    [TestCase("sub", "")]
    [TestCase("sub", "a b")]
    [TestCase("sub", "a\nb")]
    [TestCase("acr", "3")]
    [TestCase("acr", "loa0")]
    [TestCase("acr", "loa5")]
    [TestCase("acr", "loa33")]
    [TestCase("acr", "LOA3")]
    public async Task CallerOf_MalformedClaim_IsUnauthenticated(string claim, string value)
    {
        var descriptor = Valid();
        descriptor.Claims[claim] = value;
        await AssertRefusedAsync(Sign(descriptor, Issuers), "Claims");
    }

    [TestCase("gateway_party")]
    [TestCase("sub")]
    [TestCase("acr")]
    public async Task CallerOf_MissingClaim_IsUnauthenticated(string claim)
    {
        var descriptor = Valid();
        descriptor.Claims.Remove(claim);
        await AssertRefusedAsync(Sign(descriptor, Issuers), "Claims");
    }

    [Test]
    public async Task CallerOf_TwoParties_IsUnauthenticated()
    {
        var descriptor = Valid();
        descriptor.Claims["gateway_party"] = new[] { "one", "two" };
        await AssertRefusedAsync(Sign(descriptor, Issuers), "Claims");
    }

    [Test]
    public async Task HttpEndpoint_RefusedCall_StillEndsAsGrpc()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/gateway.tests.Probe/Ask")
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { { "Content-Type", "application/grpc" } } },
        };
        using var response = await _server.CreateHttpClient().SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var status = response.TrailingHeaders.Concat(response.Headers).Where(h => h.Key == "grpc-status").SelectMany(h => h.Value);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(status, Is.EqualTo(new[] { "16" }));
    }

    private SigningCredentials Issuers => new(_server.Issuer.SigningKey, "ES256");

    private async Task AssertRefusedAsync(string? token, string fault)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => _server.AskAsync("", token));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure?.Status, Is.EqualTo(new Status(StatusCode.Unauthenticated, "a valid access token is needed")));
            Assert.That(_server.Log.Text, Does.Contain($"authentication failed: {fault}"));
            if (token is not null) Assert.That(_server.Log.Text, Does.Not.Contain(token));
        }
    }

    private SecurityTokenDescriptor Valid() => new()
    {
        TokenType = "at+jwt",
        Issuer = _server.Issuer.Issuer,
        Audience = "gateway",
        Expires = TimeProvider.System.GetUtcNow().AddMinutes(5).UtcDateTime,
        Claims = new Dictionary<string, object> { ["gateway_party"] = "police", ["sub"] = "a", ["acr"] = "loa3" },
    };

    private static string Sign(SecurityTokenDescriptor descriptor, SigningCredentials? credentials)
    {
        descriptor.SigningCredentials = credentials;
        return Handler.CreateToken(descriptor);
    }
}
