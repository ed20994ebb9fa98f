using System.Net;
using System.Net.Http.Headers;
using Gateway.Audit;
using Gateway.Cli;
using Gateway.Client;
using Gateway.Server.Hosting;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The log over HTTPS (C2SP tlog-tiles): to parties, read only, immutable, and believed by nobody before it is verified.</summary>
internal sealed class LogTilesTests
{
    private string _folder = "";

    private static string Vkey => File.ReadAllText(Path.Combine(Town.Gateway.Folder, Installation.LogKeyFile)).Trim();

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("gateway-tiles-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Get_Checkpoint_IsTheNewestAndNotCached()
    {
        using var answer = await GetAsync("checkpoint");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/plain; charset=utf-8"));
        Assert.That(answer.Headers.CacheControl, Has.Property(nameof(CacheControlHeaderValue.NoCache)).True);
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo((await Town.Gateway.CheckpointAsync()).Note));
    }

    [TestCase("tile/0/000")]
    [TestCase("tile/entries/000")]
    public async Task Get_PartialTileAndBundle_AreBytesForGood(string path)
    {
        var width = (int)Math.Min((await Town.Gateway.CheckpointAsync()).Size, 256);
        using var answer = await GetAsync(width == 256 ? path : $"{path}.p/{width}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/octet-stream"));
        Assert.That(answer.Headers.GetValues("Cache-Control").Single().Split(", "), Is.EquivalentTo(["private", "max-age=31536000", "immutable"]));
        Assert.That((await answer.Content.ReadAsByteArrayAsync()), Has.Length.GreaterThanOrEqualTo(32 * width));
        using var narrower = await GetAsync($"{path}.p/1");
        Assert.That(narrower.StatusCode, Is.EqualTo(HttpStatusCode.OK), "an earlier checkpoint's partial tile stays");
    }

    [TestCase("tile/0/000.p/0")]
    [TestCase("tile/0/000.p/256")]
    [TestCase("tile/0/000.p/01")]
    [TestCase("tile/0/x000/000")]
    [TestCase("tile/0/0000")]
    [TestCase("tile/0/x999/999")]
    [TestCase("tile/00/000.p/1")]
    [TestCase("tile/64/000.p/1")]
    [TestCase("tile/63/000.p/1")]
    [TestCase("tile/8/000")]
    [TestCase("tile/entries/x999/x999/x999/x999/x999/x999/999")]
    [TestCase("tile/entries/x001/000.p/1")]
    [TestCase("tile/entries/000.p/1/")]
    [TestCase("tile/entries%2F000.p/1")]
    [TestCase("tile/0/-01")]
    [TestCase("tile/")]
    [TestCase("log.vkey")]
    [TestCase("details")]
    [TestCase("succession/1")]
    [TestCase("succession/01")]
    [TestCase("")]
    public async Task Get_WhatIsNoTileOrBeyondTheTree_IsNotFound(string path)
    {
        using var answer = await GetAsync(path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Get_WithoutAValidToken_IsUnauthorizedAndTellsNothing()
    {
        foreach (var token in (string?[])[null, "nonsense", Town.Gateway.Issuer.Issue(new Parties.PartyId("polisen"), "berg", 3, TimeSpan.FromMinutes(-2))])
            foreach (var path in (string[])["checkpoint", "details", "tile/0/000.p/1", "tile/entries/000.p/1", "tile/0/999"])
            {
                using var answer = await GetAsync(path, token);
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), path);
                Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
                Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("a valid access token is needed\n"));
            }
        // At most a line a minute and fault: whichever test met each first, it is told.
        foreach (var fault in (string[])["Missing", "Invalid", "Lifetime"]) Assert.That(Town.Gateway.Log.Text, Does.Contain($"authentication failed: {fault}"));
    }

    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("PATCH")]
    public async Task OtherMethods_AreNotAllowed(string method)
    {
        var before = await Town.Gateway.CheckpointAsync();
        foreach (var path in (string[])["checkpoint", "tile/0/000.p/1"])
        {
            using var answer = await SendAsync(new HttpMethod(method), path, Town.Gateway.TokenOf(Cast.Police));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        }
        Assert.That((await Town.Gateway.CheckpointAsync()).Note, Is.EqualTo(before.Note));
    }

    [Test]
    public async Task Verify_ByAddress_IsSoundAndGoesOnFromWhatItRemembers()
    {
        var memory = Path.Combine(_folder, "verified");
        var (first, says) = await RunAsync("log", "verify", "--url", Town.Gateway.Address, "--remember", memory);
        Assert.That(says, Does.Contain("entries lead to the signed root"));
        Assert.That(first, Is.Zero);
        await Inquiry.CaseAsync(Cast.Police, People.Adult());
        var (again, later) = await RunAsync("log", "verify", "--url", Town.Gateway.Address, "--remember", memory);
        Assert.That(again, Is.Zero);
        Assert.That(later, Does.Contain("checked from entry"));
        Assert.That((await RunAsync("log", "tail", Town.Gateway.Address, "--lines", "2")).Exit, Is.Zero);
        Assert.That((await RunAsync("log", "compare", Town.Gateway.Address, Town.Gateway.Folder)).Says, Does.StartWith("same: "));
        Assert.That((await RunAsync("log", "prove", "0", Town.Gateway.Address)).Says, Is.EqualTo("c2sp.org/tlog-proof@v1"));
    }

    [Test]
    public async Task Verify_ByAddressWithAnotherLogsKey_IsFoundWanting()
    {
        var other = NoteVerifier.OfLog("gateway.example/e2e", new byte[32]).ToString();
        var (exit, says) = await RunWithKeyAsync(other, "log", "verify", "--url", Town.Gateway.Address);
        Assert.That((exit, says), Is.EqualTo((1, "found wanting: `checkpoint` is not signed by a key of the log that is trusted")));
    }

    [Test]
    public async Task Read_WithAnotherAuthority_IsRefusedBeforeTheTokenLeaves()
    {
        using var stranger = ServerCertificates.Make(TimeProvider.System);
        var asked = false;
        using var tiles = new HttpTiles(new GatewayConnectionOptions
        {
            Address = new Uri(Town.Gateway.Address), Authority = stranger.Authority, Token = _ =>
            {
                asked = true;
                return ValueTask.FromResult("token");
            },
        });
        var refused = await Assert.ThrowsAsync<GatewayException>(async () => await tiles.ReadAsync("checkpoint", default));
        Assert.That(refused?.Failure, Is.EqualTo(GatewayFailure.Unavailable));
        Assert.That(asked, "it is prepared, and goes nowhere without TLS to the pinned authority");
    }

    private static Task<HttpResponseMessage> GetAsync(string path) => GetAsync(path, Town.Gateway.TokenOf(Cast.Police));

    private static Task<HttpResponseMessage> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token);

    private static async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token)
    {
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = Town.Gateway.Trust } });
        using var request = new HttpRequestMessage(method, $"{Town.Gateway.Address}/log/{path}");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request);
    }

    private Task<(int Exit, string Says)> RunAsync(params string[] args) => RunWithKeyAsync(Vkey, args);

    private async Task<(int Exit, string Says)> RunWithKeyAsync(string vkey, params string[] args)
    {
        var token = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(token, Town.Gateway.TokenOf(Cast.Police));
        var output = new StringWriter();
        var exit = await GatewayCommand.InvokeAsync(
            [.. args, "--vkey", vkey, "--authority", Town.Gateway.AuthorityFile, "--token", token], output, output);
        return (exit, output.ToString().Split('\n')[0]);
    }
}
