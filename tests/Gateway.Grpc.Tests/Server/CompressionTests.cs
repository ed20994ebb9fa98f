using Gateway.Grpc.Tests.Hosting;
using Grpc.Core;

namespace Gateway.Grpc.Tests.Server;

/// <summary>gzip in both directions.</summary>
public sealed class CompressionTests
{
    private static readonly string Repetitive = new('x', 100_000);

    [Test]
    public async Task Response_ServerCompressesAndClientTakesIt_IsSmallOnTheWire()
    {
        await using var server = await EchoServer.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        var answer = await RawCall.SendAsync(
            server, RawCall.Frame(new Line { Text = Repetitive }), headers: ("grpc-accept-encoding", "identity, gzip"));
        Assert.That(answer.Headers.GetValues("grpc-encoding"), Is.EqualTo(new[] { "gzip" }));
        Assert.That(answer.Body[0], Is.EqualTo(1));
        Assert.That(answer.Body, Has.Length.LessThan(2_000));
    }

    [Test]
    public async Task Response_ClientDoesNotTakeGzip_IsNotCompressed()
    {
        await using var server = await EchoServer.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        var answer = await RawCall.SendAsync(
            server, RawCall.Frame(new Line { Text = Repetitive }), headers: ("grpc-accept-encoding", "identity,br"));
        Assert.That(answer.Headers.Contains("grpc-encoding"), Is.False);
        Assert.That(answer.Body[0], Is.Zero);
    }

    [Test]
    public async Task Response_MethodAsksForNoCompression_IsNotCompressed()
    {
        await using var server = await EchoServer.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        server.Script.Say = (request, context) =>
        {
            context.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
            return Task.FromResult(request);
        };
        var answer = await RawCall.SendAsync(
            server, RawCall.Frame(new Line { Text = Repetitive }), headers: ("grpc-accept-encoding", "gzip"));
        Assert.That(answer.Body[0], Is.Zero);
    }

    [Test]
    public async Task Response_EmptyMessage_IsNotCompressed()
    {
        await using var server = await EchoServer.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        var answer = await RawCall.SendAsync(server, RawCall.Frame(new Line()), headers: ("grpc-accept-encoding", "gzip"));
        Assert.That(answer.Body, Is.EqualTo(RawCall.Frame(new Line())), "no bytes are no gzip");
    }

    [TestCase("")]
    [TestCase("some text, some text, some text")]
    public async Task Messages_CompressedInBothDirections_ComeBackWhole(string text)
    {
        await using var server = await EchoServer.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        string? encoding = null;
        server.Script.Say = (request, context) =>
        {
            encoding = context.GetHttpContext().Request.Headers["grpc-encoding"];
            return Task.FromResult(request);
        };
        var wish = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        var response = await server.CreateClient().SayAsync(new Line { Text = text }, wish);
        Assert.That(response.Text, Is.EqualTo(text));
        Assert.That(encoding, Is.EqualTo("gzip"));
    }

    [Test]
    public async Task Requests_OfACompressedStream_ComeWhole()
    {
        await using var server = await EchoServer.StartAsync();
        var wish = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        using var call = server.CreateClient().Collect(wish);
        await call.RequestStream.WriteAsync(new Line { Text = "compressed" });
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(new Line { Text = "not" });
        await call.RequestStream.CompleteAsync();
        Assert.That((await call).Text, Is.EqualTo("compressed+not"));
    }
}
