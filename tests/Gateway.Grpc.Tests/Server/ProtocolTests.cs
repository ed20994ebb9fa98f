using System.IO.Compression;
using System.Net;
using Gateway.Grpc.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Grpc.Tests.Server;

/// <summary>What the server answers to requests that no well-behaved client sends.</summary>
public sealed class ProtocolTests
{
    private static readonly byte[] Hello = RawCall.Frame(new Line { Text = "hej" });

    private EchoServer _server = null!; // set before each test

    [SetUp]
    public async Task SetUp() => _server = await EchoServer.StartAsync();

    [TearDown]
    public async Task TearDown() => await _server.DisposeAsync();

    [TestCase("application/grpc")]
    [TestCase("application/grpc+proto")]
    [TestCase("application/grpc; charset=utf-8")]
    [TestCase("application/grpc ;v=1")]
    [TestCase("APPLICATION/GRPC+PROTO")]
    public async Task Request_WellFormed_IsAnswered(string contentType)
    {
        var answer = await RawCall.SendAsync(_server, Hello, contentType: contentType);
        Assert.That(answer, Has.Property("Http").EqualTo(HttpStatusCode.OK).And.Property("Status").EqualTo(0));
        Assert.That(answer.Body, Is.EqualTo(Hello));
        Assert.That(answer.Headers.Contains("grpc-status"), Is.False, "the status follows the message");
    }

    [TestCase("application/json")]
    [TestCase("application/grpc-web")]
    [TestCase("application/grpcx")]
    [TestCase("")]
    public async Task ContentType_NotGrpc_Is415AndUnimplemented(string contentType)
    {
        var answer = await RawCall.SendAsync(_server, Hello, contentType: contentType);
        Assert.That(answer, Has.Property("Http").EqualTo(HttpStatusCode.UnsupportedMediaType).And.Property("Status").EqualTo(12));
    }

    [TestCase("application/grpc+json")]
    [TestCase("application/grpc+thrift;v=1")]
    [TestCase("application/grpc+protobuf")]
    public async Task ContentType_OfAnotherFormat_IsUnimplemented(string contentType)
    {
        var answer = await RawCall.SendAsync(_server, Hello, contentType: contentType);
        Assert.That(answer, Has.Property("Http").EqualTo(HttpStatusCode.OK).And.Property("Status").EqualTo(12));
        Assert.That(answer.Body, Is.Empty);
    }

    [Test]
    public async Task Protocol_Http11_Is426()
    {
        await using var server = await EchoServer.StartAsync(protocols: HttpProtocols.Http1AndHttp2, tls: true);
        var answer = await RawCall.SendAsync(server, Hello, version: HttpVersion.Version11);
        Assert.That(answer.Http, Is.EqualTo(HttpStatusCode.UpgradeRequired));
    }

    [TestCase("/gateway.grpc.tests.Echo/Shout")]
    [TestCase("/gateway.grpc.tests.Other/Say")]
    public async Task Method_NotThere_IsUnimplementedWithoutABody(string path)
    {
        var answer = await RawCall.SendAsync(_server, Hello, path);
        Assert.That(answer, Has.Property("Http").EqualTo(HttpStatusCode.OK).And.Property("Status").EqualTo(12));
        Assert.That(answer.Headers.Contains("grpc-status"), Is.True, "trailers-only");
        Assert.That(answer.Body, Is.Empty);
    }

    [TestCase("/gateway.grpc.tests.echo/say")]
    [TestCase("/gateway.grpc.tests.Echo/Say/")]
    [TestCase("/gateway.grpc.tests.Echo/Say?x=1")]
    public async Task Method_InAnotherSpelling_IsUnimplemented(string path)
    {
        var answer = await RawCall.SendAsync(_server, Hello, path);
        Assert.That(answer, Has.Property("Http").EqualTo(HttpStatusCode.OK).And.Property("Status").EqualTo(12));
        Assert.That(answer.Body, Is.Empty);
    }

    [Test]
    public async Task Method_NotThereAndNotGrpc_IsNotFound()
    {
        var answer = await RawCall.SendAsync(_server, Hello, "/some/page", contentType: "text/plain");
        Assert.That(answer, Has.Property("Http").EqualTo(HttpStatusCode.NotFound).And.Property("Status").Null);
    }

    [Test]
    public async Task Encoding_Unknown_IsUnimplementedAndTellsWhatIsTaken()
    {
        var answer = await RawCall.SendAsync(_server, Hello, headers: ("grpc-encoding", "br"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.Unimplemented));
        Assert.That(answer.Headers.GetValues("grpc-accept-encoding"), Is.EqualTo(new[] { "identity,gzip" }));
    }

    [Test]
    public async Task Encoding_Gzip_IsInflated()
    {
        var message = Gzip(new Line { Text = "hej" }.ToByteArray());
        var answer = await RawCall.SendAsync(_server, RawCall.Frame(message, flag: 1), headers: ("grpc-encoding", "gzip"));
        Assert.That(answer.Status, Is.Zero);
        Assert.That(answer.Body, Is.EqualTo(Hello));
    }

    [Test]
    public async Task Encoding_GzipWithAnUncompressedMessage_IsRead()
    {
        var answer = await RawCall.SendAsync(_server, Hello, headers: ("grpc-encoding", "gzip"));
        Assert.That(answer.Status, Is.Zero);
    }

    [Test]
    public async Task Encoding_GzipThatIsNone_IsInternal()
    {
        var answer = await RawCall.SendAsync(_server, RawCall.Frame([1, 2, 3, 4], flag: 1), headers: ("grpc-encoding", "gzip"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.Internal));
    }

    [Test]
    public async Task Encoding_GzipCutOffAnywhere_IsInternal()
    {
        var whole = Gzip(new Line { Text = "hej", Payload = ByteString.CopyFrom(new byte[300]) }.ToByteArray());
        for (var length = 1; length < whole.Length; length++)
        {
            var answer = await RawCall.SendAsync(
                _server, RawCall.Frame(whole[..length], flag: 1), headers: ("grpc-encoding", "gzip"));
            Assert.That(answer.Status, Is.EqualTo((int)StatusCode.Internal), $"{length} of {whole.Length} bytes");
        }
    }

    [Test]
    public async Task Encoding_BytesAfterTheGzip_AreInternal()
    {
        var message = RawCall.Frame([.. Gzip(new Line { Text = "hej" }.ToByteArray()), 0, 1], flag: 1);
        var answer = await RawCall.SendAsync(_server, message, headers: ("grpc-encoding", "gzip"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.Internal));
    }

    [Test]
    public async Task Encoding_CompressedMessageOfNoBytes_IsTheEmptyMessage()
    {
        var answer = await RawCall.SendAsync(_server, RawCall.Frame([], flag: 1), headers: ("grpc-encoding", "gzip"));
        Assert.That(answer.Status, Is.Zero);
        Assert.That(answer.Body, Is.EqualTo(RawCall.Frame([])));
    }

    [Test]
    public async Task Encoding_GzipThatInflatesOverTheLimit_IsResourceExhausted()
    {
        var bomb = Gzip(new byte[64 * 1024 * 1024]);
        Assert.That(bomb, Has.Length.LessThan(1_000_000), "under the limit before inflation");
        var answer = await RawCall.SendAsync(_server, RawCall.Frame(bomb, flag: 1), headers: ("grpc-encoding", "gzip"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.ResourceExhausted));
    }

    private static IEnumerable<TestCaseData> MalformedBodies()
    {
        yield return new TestCaseData(Array.Empty<byte>()).SetName("Body_Empty_IsInternal");
        yield return new TestCaseData(Hello[..3]).SetName("Body_PrefixCutOff_IsInternal");
        yield return new TestCaseData(Hello[..^1]).SetName("Body_MessageCutOff_IsInternal");
        yield return new TestCaseData((byte[])[.. Hello, 0]).SetName("Body_ByteAfterTheMessage_IsInternal");
        yield return new TestCaseData((byte[])[.. Hello, .. Hello]).SetName("Body_TwoMessagesToAUnaryMethod_IsInternal");
        yield return new TestCaseData(RawCall.Frame(new Line(), flag: 1)).SetName("Body_CompressedWithoutEncoding_IsInternal");
        yield return new TestCaseData(RawCall.Frame(new Line(), flag: 2)).SetName("Body_UnknownFlag_IsInternal");
        yield return new TestCaseData(RawCall.Frame([0xff, 0xff])).SetName("Body_NotProtobuf_IsInternal");
    }

    [TestCaseSource(nameof(MalformedBodies))]
    public async Task Malformed(byte[] body)
    {
        var isCalled = false;
        _server.Script.Say = (request, _) =>
        {
            isCalled = true;
            return Task.FromResult(request);
        };
        var answer = await RawCall.SendAsync(_server, body);
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.Internal), answer.Message);
        Assert.That(isCalled, Is.False, "the method is not called");
    }

    [Test]
    public async Task Stream_CutOffInTheSecondMessage_IsInternalAfterTheFirstWasRead()
    {
        var read = new List<string>();
        _server.Script.Collect = async (requests, _) =>
        {
            await foreach (var line in requests.ReadAllAsync()) read.Add(line.Text);
            return new Line();
        };
        var answer = await RawCall.SendAsync(_server, [.. Hello, .. Hello[..^2]], "/gateway.grpc.tests.Echo/Collect");
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.Internal));
        Assert.That(read, Is.EqualTo(new[] { "hej" }));
    }

    [TestCase("1")]
    [TestCase("S")]
    [TestCase("-1S")]
    [TestCase("1s")]
    [TestCase("123456789S")]
    [TestCase("1.5S")]
    public async Task Timeout_Malformed_IsInternal(string timeout)
    {
        var answer = await RawCall.SendAsync(_server, Hello, headers: ("grpc-timeout", timeout));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.Internal));
    }

    [Test]
    public async Task Timeout_TheLongestThereIs_IsTaken()
    {
        var answer = await RawCall.SendAsync(_server, Hello, headers: ("grpc-timeout", "99999999H"));
        Assert.That(answer.Status, Is.Zero);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal)) gzip.Write(bytes);
        return output.ToArray();
    }
}
