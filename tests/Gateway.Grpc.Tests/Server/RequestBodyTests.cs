using System.Collections.Concurrent;
using System.Net;
using Gateway.Grpc.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Grpc.Tests.Server;

/// <summary>Requests whose body breaks off or is too long for the server itself.</summary>
public sealed class RequestBodyTests
{
    [Test]
    public async Task Client_BreaksOffWhileTheMethodReads_IsNoFailureOfTheMethod()
    {
        const int calls = 100;
        await using var server = await EchoServer.StartAsync();
        var failures = new ConcurrentQueue<Exception>();
        server.Script.Collect = async (requests, _) =>
        {
            try
            {
                while (await requests.MoveNext())
                {
                }

                return new Line();
            }
            catch (Exception e)
            {
                failures.Enqueue(e);
                throw;
            }
        };
        var client = server.CreateClient();
        for (var i = 0; i < calls; i++)
        {
            using var call = client.Collect();
            await call.RequestStream.WriteAsync(new Line { Text = "hej" });
        }

        Assert.That(() => failures, Has.Count.EqualTo(calls).After(10).Seconds.PollEvery(20));
        Assert.That(failures, Has.All.InstanceOf<OperationCanceledException>().Or.InstanceOf<RpcException>());
        Assert.That(server.Log.Text, Does.Not.Contain("Error the method"));
    }

    [Test]
    public async Task Client_BreaksOffWithinTheOnlyMessage_TheCallIsCancelledAndNoMethodRuns()
    {
        await using var server = await EchoServer.StartAsync();
        var ran = false;
        server.Script.Say = (request, _) =>
        {
            ran = true;
            return Task.FromResult(request);
        };
        using var client = server.CreateHttpClient();
        using var source = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/gateway.grpc.tests.Echo/Say")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StreamContent(new System.IO.Pipelines.Pipe().Reader.AsStream()),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        var sending = client.SendAsync(request, source.Token);
        Assert.That(() => server.Log.Text, Does.Contain("/gateway.grpc.tests.Echo/Say").After(10).Seconds.PollEvery(20), "it has begun");
        await source.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => sending);
        Assert.That(
            () => server.Log.Text, Does.Contain("the call of `/gateway.grpc.tests.Echo/Say` ended with `Cancelled`").After(10).Seconds.PollEvery(20));
        Assert.That(ran, Is.False);
    }

    [Test]
    public async Task Method_FailsOverAFileOfItsOwn_IsAFailureOfTheMethod()
    {
        await using var server = await EchoServer.StartAsync();
        server.Script.Say = (_, _) => throw new IOException("disk");
        var failure = await Failure.OfAsync(() => server.CreateClient().SayAsync(new Line()).ResponseAsync);
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unknown));
        Assert.That(server.Log.Text, Does.Contain("Error the method"));
    }

    [Test]
    public async Task Body_LongerThanTheServersOwnLimit_IsResourceExhausted()
    {
        await using var server = await EchoServer.StartAsync(options => options.MaxReceiveMessageSize = null);
        var large = new Line { Payload = ByteString.CopyFrom(new byte[31_000_000]) };
        var failure = await Failure.OfAsync(() => server.CreateClient().SayAsync(large).ResponseAsync);
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }
}
