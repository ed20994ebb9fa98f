using Gateway.Grpc.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Grpc.Tests.Server;

/// <summary>The limits on messages, on both sides, one byte below and one above.</summary>
public sealed class LimitTests
{
    private const int UsualLimit = 4 * 1024 * 1024;

    // One byte of tag and four of length stand before the bytes.
    private static Line OfSize(int size) => new() { Payload = ByteString.CopyFrom(new byte[size - 5]) };

    [Test]
    public async Task ServiceOptions_OfOneService_GoBeforeTheServers()
    {
        await using var server = await EchoServer.StartAsync(
            grpc => grpc.MaxReceiveMessageSize = 10,
            services => services.AddGrpc().AddServiceOptions<EchoService>(options => options.MaxReceiveMessageSize *= 100));
        var client = server.CreateClient();
        await client.SayAsync(new Line { Text = new string('x', 900) });
        var failure = await Failure.OfAsync(async () => await client.SayAsync(new Line { Text = new string('x', 1100) }));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task Receive_AtTheServersLimit_IsTaken()
    {
        await using var server = await EchoServer.StartAsync();
        var response = await server.CreateClient().SayAsync(OfSize(UsualLimit));
        Assert.That(response.CalculateSize(), Is.EqualTo(UsualLimit));
    }

    [Test]
    public async Task Receive_OverTheServersLimit_IsResourceExhausted()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.CreateClient();
        Assert.That(await StatusOfAsync(client.SayAsync(OfSize(UsualLimit + 1))), Is.EqualTo(StatusCode.ResourceExhausted));
        Assert.That((await client.SayAsync(new Line { Text = "still there" })).Text, Is.EqualTo("still there"));
    }

    [Test]
    public async Task Receive_LengthOfFourGigabytes_IsRefusedBeforeItsBytes()
    {
        await using var server = await EchoServer.StartAsync();
        var answer = await RawCall.SendAsync(server, [0, 0xff, 0xff, 0xff, 0xff, 1]);
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task Send_OverTheServersLimit_IsResourceExhausted()
    {
        await using var server = await EchoServer.StartAsync(options => options.MaxSendMessageSize = 100);
        var client = server.CreateClient();
        Assert.That(await StatusOfAsync(client.SayAsync(OfSize(1000))), Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task Receive_OverTheClientsLimit_IsResourceExhausted()
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.CreateClient(options => options.MaxReceiveMessageSize = 100);
        Assert.That(await StatusOfAsync(client.SayAsync(OfSize(1000))), Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public async Task Send_OverTheClientsLimit_NeverReachesTheServer()
    {
        await using var server = await EchoServer.StartAsync();
        var isCalled = false;
        server.Script.Say = (request, _) =>
        {
            isCalled = true;
            return Task.FromResult(request);
        };
        var client = server.CreateClient(options => options.MaxSendMessageSize = 100);
        Assert.That(await StatusOfAsync(client.SayAsync(OfSize(1000))), Is.EqualTo(StatusCode.ResourceExhausted));
        Assert.That(isCalled, Is.False);
    }

    private static async Task<StatusCode> StatusOfAsync(AsyncUnaryCall<Line> call)
    {
        using (call) return (await Failure.OfAsync(() => call.ResponseAsync)).StatusCode;
    }
}
