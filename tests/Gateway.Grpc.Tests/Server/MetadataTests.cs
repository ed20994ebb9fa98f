using Gateway.Grpc.Tests.Hosting;
using Grpc.Core;

namespace Gateway.Grpc.Tests.Server;

/// <summary>What a method learns of its call, and what it can send beside its messages.</summary>
public sealed class MetadataTests
{
    private EchoServer _server = null!; // set before each test
    private Echo.EchoClient _client = null!; // set before each test

    [SetUp]
    public async Task SetUp()
    {
        _server = await EchoServer.StartAsync();
        _client = _server.CreateClient();
    }

    [TearDown]
    public async Task TearDown() => await _server.DisposeAsync();

    [Test]
    public async Task RequestHeaders_TextAndBytes_ReachTheMethod()
    {
        Metadata? seen = null;
        _server.Script.Say = (request, context) =>
        {
            seen = context.RequestHeaders;
            return Task.FromResult(request);
        };
        var headers = new Metadata { { "Case-Number", "K 1-26" }, { "raw-bin", [0, 255, 7] }, { "raw-bin", [8] } };
        await _client.SayAsync(new Line(), headers);
        Assert.That(seen!.GetValue("case-number"), Is.EqualTo("K 1-26"));
        Assert.That(seen.GetAll("raw-bin").Select(entry => entry.ValueBytes), Is.EqualTo(new byte[][] { [0, 255, 7], [8] }));
    }

    [Test]
    public async Task Metadata_OfNoBytes_ReachesBothSides()
    {
        var empty = new Metadata { { "empty-bin", Array.Empty<byte>() }, { "empty", "" } };
        Metadata? seen = null;
        _server.Script.Say = async (request, context) =>
        {
            seen = context.RequestHeaders;
            await context.WriteResponseHeadersAsync(empty);
            foreach (var entry in empty) context.ResponseTrailers.Add(entry);
            return request;
        };
        using var call = _client.SayAsync(new Line(), empty);
        var headers = await call.ResponseHeadersAsync;
        await call;
        foreach (var metadata in (Metadata[])[seen!, headers, call.GetTrailers()])
        {
            Assert.That(metadata.GetValueBytes("empty-bin"), Is.EqualTo(Array.Empty<byte>()));
            Assert.That(metadata.GetValue("empty"), Is.EqualTo(""));
        }
    }

    [Test]
    public async Task RequestHeaders_OfTheTransport_AreNotMetadata()
    {
        Metadata? seen = null;
        _server.Script.Say = (request, context) =>
        {
            seen = context.RequestHeaders;
            return Task.FromResult(request);
        };
        await _client.SayAsync(new Line(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));
        var leaked = seen!.Select(entry => entry.Key)
            .Where(key => key.StartsWith(':') || key.StartsWith("grpc-") || key is "te" or "content-type");
        Assert.That(leaked, Is.Empty);
    }

    [Test]
    public async Task RequestHeaders_BytesWithoutPaddingOrJoinedByAComma_AreRead()
    {
        Metadata? seen = null;
        _server.Script.Say = (request, context) =>
        {
            seen = context.RequestHeaders;
            return Task.FromResult(request);
        };
        await RawCall.SendAsync(_server, RawCall.Frame(new Line()), headers: ("raw-bin", "AAE,/w==,"));
        Assert.That(seen!.GetAll("raw-bin").Select(entry => entry.ValueBytes), Is.EqualTo(new byte[][] { [0, 1], [255], [] }));
    }

    [Test]
    public async Task RequestHeaders_BytesThatAreNotBase64_AreInternal()
    {
        _server.Script.Say = (request, context) =>
        {
            _ = context.RequestHeaders.Count;
            return Task.FromResult(request);
        };
        var answer = await RawCall.SendAsync(_server, RawCall.Frame(new Line()), headers: ("raw-bin", "*"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.Internal));
    }

    [Test]
    public async Task ResponseHeaders_WrittenFirst_ComeBeforeTheFirstMessage()
    {
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Say = async (request, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "room", "7" }, { "raw-bin", [1, 2] } });
            await mayGoOn.Task;
            return request;
        };
        using var call = _client.SayAsync(new Line());
        var headers = await call.ResponseHeadersAsync;
        Assert.That(headers.GetValue("room"), Is.EqualTo("7"));
        Assert.That(headers.GetValueBytes("raw-bin"), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(call.ResponseAsync.IsCompleted, Is.False);
        Assert.That(call.GetStatus, Throws.InvalidOperationException);
        mayGoOn.SetResult();
        await call;
    }

    [Test]
    public async Task ResponseHeaders_WrittenTwice_AreRefused()
    {
        _server.Script.Say = async (request, context) =>
        {
            await context.WriteResponseHeadersAsync([]);
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.WriteResponseHeadersAsync([]));
            return request;
        };
        Assert.That(await _client.SayAsync(new Line()), Is.EqualTo(new Line()));
    }

    [Test]
    public async Task ResponseTrailers_OfASuccessfulCall_ReachTheClient()
    {
        _server.Script.Say = (request, context) =>
        {
            context.ResponseTrailers.Add("index", "42");
            return Task.FromResult(request);
        };
        using var call = _client.SayAsync(new Line());
        await call;
        Assert.That(call.GetTrailers().Single().ToString(), Is.EqualTo("[Entry: key=index, value=42]"));
    }

    [Test]
    public async Task ResponseTrailers_NamedAsTheTransportsOwn_AreNotSent()
    {
        _server.Script.Say = (request, context) =>
        {
            context.ResponseTrailers.Add("grpc-status", "5");
            context.ResponseTrailers.Add("kept", "yes");
            return Task.FromResult(request);
        };
        using var call = _client.SayAsync(new Line());
        await call;
        Assert.That(call.GetTrailers().Select(entry => entry.Key), Is.EqualTo(new[] { "kept" }));
    }

    [Test]
    public async Task Context_DuringACall_TellsMethodHostPeerAndHttp()
    {
        (string Method, string Host, string Peer, string Path, DateTime Deadline) seen = default;
        _server.Script.Say = (request, context) =>
        {
            seen = (context.Method, context.Host, context.Peer, context.GetHttpContext().Request.Path, context.Deadline);
            return Task.FromResult(request);
        };
        await _client.SayAsync(new Line());
        Assert.That(seen.Method, Is.EqualTo("/gateway.grpc.tests.Echo/Say"));
        Assert.That(seen.Host, Is.EqualTo(new Uri(_server.Address).Authority));
        Assert.That(seen.Peer, Does.Match("^ipv4:127\\.0\\.0\\.1:[0-9]+$"));
        Assert.That(seen.Path, Is.EqualTo(seen.Method));
        Assert.That(seen.Deadline, Is.EqualTo(DateTime.MaxValue));
    }

    [TestCase("räksmörgås")]
    [TestCase("two\nlines")]
    public void Entry_ValueIsNotPrintableAscii_IsRefused(string value) =>
        Assert.That(() => new Metadata.Entry("name", value), Throws.ArgumentException);

    [TestCase("")]
    [TestCase("two words")]
    [TestCase(":path")]
    [TestCase("å")]
    public void Entry_NameIsNotOne_IsRefused(string name) =>
        Assert.That(() => new Metadata.Entry(name, "value"), Throws.ArgumentException);

    [Test]
    public void Entry_TextUnderABinaryNameOrTheReverse_IsRefused()
    {
        Assert.That(() => new Metadata.Entry("name-bin", "text"), Throws.ArgumentException);
        Assert.That(() => new Metadata.Entry("name", [1]), Throws.ArgumentException);
    }
}
