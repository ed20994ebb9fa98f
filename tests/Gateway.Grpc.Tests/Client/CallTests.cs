using System.Net;
using System.Net.Sockets;
using Gateway.Grpc.Tests.Hosting;
using Grpc.Core;
using Grpc.Net.Client;

namespace Gateway.Grpc.Tests.Client;

/// <summary>Deadlines, cancellation and failures as a client sees them.</summary>
public sealed class CallTests
{
    private EchoServer _server = null!; // set before each test
    private Echo.EchoClient _client = null!; // set before each test

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [SetUp]
    public async Task SetUp()
    {
        _server = await EchoServer.StartAsync();
        _client = _server.CreateClient();
    }

    [TearDown]
    public async Task TearDown() => await _server.DisposeAsync();

    [Test]
    public async Task Deadline_Passes_IsDeadlineExceededAndTheServerWasTold()
    {
        var timeout = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Say = async (request, context) =>
        {
            timeout.SetResult(context.GetHttpContext().Request.Headers["grpc-timeout"]);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return request;
        };
        var failure = await Failure.OfAsync(async () => await _client.SayAsync(new Line(), deadline: Now.AddMilliseconds(300)));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(await timeout.Task, Does.Match("^[0-9]{1,8}[um]$"));
    }

    [Test]
    public async Task Deadline_PassesInAStream_IsDeadlineExceeded()
    {
        _server.Script.Expand = async (_, responses, _) =>
        {
            await responses.WriteAsync(new Line());
            await Task.Delay(TimeSpan.FromSeconds(6));
        };
        // Long enough for the first message on a machine that does much else.
        using var call = _client.Expand(new Line(), deadline: Now.AddSeconds(2));
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        var failure = await Failure.OfAsync(() => call.ResponseStream.MoveNext());
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
    }

    [Test]
    public async Task Deadline_InThePast_NeverReachesTheServer()
    {
        var isCalled = false;
        _server.Script.Say = (request, _) =>
        {
            isCalled = true;
            return Task.FromResult(request);
        };
        var failure = await Failure.OfAsync(async () => await _client.SayAsync(new Line(), deadline: Now.AddSeconds(-1)));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(isCalled, Is.False);
    }

    [Test]
    public void Deadline_NotInUtc_IsRefused() =>
        Assert.That(
            () => _client.SayAsync(new Line(), deadline: DateTime.SpecifyKind(Now.AddHours(1), DateTimeKind.Local)),
            Throws.ArgumentException);

    [Test]
    public async Task Token_CancelledBefore_IsCancelled()
    {
        var failure = await Failure.OfAsync(
            async () => await _client.SayAsync(new Line(), cancellationToken: new CancellationToken(canceled: true)));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task Token_OfOneRead_EndsTheCall()
    {
        _server.Script.Expand = (_, _, context) => Task.Delay(Timeout.Infinite, context.CancellationToken);
        using var call = _client.Expand(new Line());
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var failure = await Failure.OfAsync(() => call.ResponseStream.MoveNext(source.Token));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task Dispose_OfARunningCall_CancelsIt()
    {
        _server.Script.Say = async (request, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return request;
        };
        var call = _client.SayAsync(new Line());
        call.Dispose();
        var failure = await Failure.OfAsync(() => call.ResponseAsync);
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task Dispose_OfAnEndedCall_KeepsItsOutcome()
    {
        var call = _client.SayAsync(new Line());
        await call;
        call.Dispose();
        Assert.That(call.GetStatus(), Is.EqualTo(Status.DefaultSuccess));
    }

    [Test]
    public async Task Dispose_OfTheChannel_CancelsItsCalls()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Say = async (request, context) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return request;
        };
        var channel = _server.CreateChannel();
        using var call = new Echo.EchoClient(channel).SayAsync(new Line());
        await entered.Task;
        channel.Dispose();
        Assert.That((await Failure.OfAsync(() => call.ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.Cancelled));
        Assert.That(channel.CreateCallInvoker, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Server_NotThere_IsUnavailable()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var client = new Echo.EchoClient(channel);
        Assert.That(
            (await Failure.OfAsync(async () => await client.SayAsync(new Line()))).StatusCode, Is.EqualTo(StatusCode.Unavailable));
        using var stream = client.Converse();
        Assert.That(
            (await Failure.OfAsync(() => stream.RequestStream.WriteAsync(new Line()))).StatusCode,
            Is.EqualTo(StatusCode.Unavailable));
    }

    [Test]
    public async Task Server_RefusesAStreamAtOnce_TheWriterTellsWhy()
    {
        _server.Script.Collect = (_, _) => throw new RpcException(new Status(StatusCode.PermissionDenied, "not you"));
        using var call = _client.Collect();
        Assert.That((await Failure.OfAsync(() => call.ResponseAsync)).Status.Detail, Is.EqualTo("not you"));
        var failure = await Failure.OfAsync(() => call.RequestStream.WriteAsync(new Line()));
        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.PermissionDenied, "not you")));
    }

    [Test]
    public async Task Server_EndsAStreamEarly_ItsStatusStandsAfterItsResponses()
    {
        _server.Script.Converse = async (_, responses, _) =>
        {
            await responses.WriteAsync(new Line { Text = "enough" });
            throw new RpcException(new Status(StatusCode.OutOfRange, "enough"));
        };
        using var call = _client.Converse();
        await call.RequestStream.WriteAsync(new Line());
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        var failure = await Failure.OfAsync(() => call.ResponseStream.MoveNext());
        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.OutOfRange, "enough")));
    }

    [Test]
    public async Task Writer_AfterCompletion_IsRefused()
    {
        using var call = _client.Collect();
        await call.RequestStream.CompleteAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync(new Line()));
        await call;
    }
}
