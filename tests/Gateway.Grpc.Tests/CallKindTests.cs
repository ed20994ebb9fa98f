using System.Security.Cryptography;
using Gateway.Grpc.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Grpc.Tests;

/// <summary>The four kinds of call, from a generated client to a generated service, over TLS and in cleartext.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class CallKindTests(bool tls)
{
    private EchoServer _server = null!; // set before each test
    private Echo.EchoClient _client = null!; // set before each test

    [SetUp]
    public async Task SetUp()
    {
        _server = await EchoServer.StartAsync(tls: tls, protocols: tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http2);
        _client = _server.CreateClient();
    }

    [TearDown]
    public async Task TearDown() => await _server.DisposeAsync();

    [Test]
    public async Task Unary_OneRequest_GivesItsResponse()
    {
        var response = await _client.SayAsync(new Line { Text = "hej å ä ö" });
        Assert.That(response.Text, Is.EqualTo("hej å ä ö"));
    }

    [Test]
    public void Unary_Blocking_GivesItsResponse() =>
        Assert.That(_client.Say(new Line { Text = "hej" }).Text, Is.EqualTo("hej"));

    [Test]
    public async Task Unary_EmptyMessage_GivesAnEmptyMessage() =>
        Assert.That(await _client.SayAsync(new Line()), Is.EqualTo(new Line()));

    [Test]
    public async Task Unary_MessageLargerThanEveryBuffer_ComesBackWhole()
    {
        var line = new Line { Payload = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(4_000_000)) };
        Assert.That(await _client.SayAsync(line), Is.EqualTo(line));
    }

    [Test]
    public async Task Unary_SixtyFourInFlight_EachGetsItsOwn()
    {
        var texts = Enumerable.Range(0, 640).Select(i => $"line {i}").ToList();
        var answers = new string[texts.Count];
        await Parallel.ForAsync(0, texts.Count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancel) =>
            answers[i] = (await _client.SayAsync(new Line { Text = texts[i] }, cancellationToken: cancel)).Text);
        Assert.That(answers, Is.EqualTo(texts));
    }

    [Test]
    public async Task ClientStreaming_ThreeRequests_AreOneResponse()
    {
        using var call = _client.Collect();
        foreach (var text in (string[])["a", "b", "c"]) await call.RequestStream.WriteAsync(new Line { Text = text });
        await call.RequestStream.CompleteAsync();
        Assert.That((await call).Text, Is.EqualTo("a+b+c"));
        Assert.That(call.GetStatus(), Is.EqualTo(Status.DefaultSuccess));
    }

    [Test]
    public async Task ClientStreaming_NoRequest_StillGivesAResponse()
    {
        using var call = _client.Collect();
        await call.RequestStream.CompleteAsync();
        Assert.That((await call).Text, Is.Empty);
    }

    [Test]
    public async Task ServerStreaming_ThreeResponses_ComeInOrderAndThenTheStatus()
    {
        using var call = _client.Expand(new Line { Text = "a+b+c" });
        Assert.That(await TextsAsync(call.ResponseStream), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.OK));
    }

    [Test]
    public async Task ServerStreaming_NoResponse_EndsWithOk()
    {
        _server.Script.Expand = (_, _, _) => Task.CompletedTask;
        using var call = _client.Expand(new Line());
        Assert.That(await call.ResponseStream.MoveNext(), Is.False);
        Assert.That(await call.ResponseStream.MoveNext(), Is.False);
        Assert.That(call.GetStatus(), Is.EqualTo(Status.DefaultSuccess));
    }

    [Test]
    public async Task Duplex_PingPong_EachAnswerComesBeforeTheNextQuestion()
    {
        using var call = _client.Converse();
        for (var i = 0; i < 50; i++)
        {
            await call.RequestStream.WriteAsync(new Line { Text = $"{i}" });
            Assert.That(await call.ResponseStream.MoveNext(), Is.True);
            Assert.That(call.ResponseStream.Current.Text, Is.EqualTo($"re: {i}"));
        }

        await call.RequestStream.CompleteAsync();
        Assert.That(await call.ResponseStream.MoveNext(), Is.False);
    }

    [Test]
    public async Task Duplex_ServerSpeaksFirst_IsHeardBeforeAnyRequest()
    {
        _server.Script.Converse = async (requests, responses, _) =>
        {
            await responses.WriteAsync(new Line { Text = "welcome" });
            while (await requests.MoveNext())
            {
            }
        };
        using var call = _client.Converse();
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        Assert.That(call.ResponseStream.Current.Text, Is.EqualTo("welcome"));
        await call.RequestStream.CompleteAsync();
        Assert.That(await call.ResponseStream.MoveNext(), Is.False);
    }

    private static async Task<List<string>> TextsAsync(IAsyncStreamReader<Line> stream)
    {
        var texts = new List<string>();
        await foreach (var line in stream.ReadAllAsync()) texts.Add(line.Text);
        return texts;
    }
}
