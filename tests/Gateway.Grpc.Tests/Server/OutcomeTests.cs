using Gateway.Grpc.Tests.Hosting;
using Grpc.Core;

namespace Gateway.Grpc.Tests.Server;

/// <summary>How a method's outcome reaches its client, and what does not.</summary>
public sealed class OutcomeTests
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

    [TestCase("no such case")]
    [TestCase("100 % säkert\nnästa rad 😀")]
    [TestCase("%41 is not A")]
    [TestCase("")]
    public async Task RpcException_Thrown_ReachesTheClientWithItsText(string detail)
    {
        _server.Script.Say = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, detail));
        var failure = await Failure.OfAsync(async () => await _client.SayAsync(new Line()));
        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.NotFound, detail)));
    }

    [Test]
    public async Task RpcException_WithErrorDetails_TheirBytesReachTheClient()
    {
        byte[] details = [8, 3, 18, 2, 255, 0];
        var trailers = new Metadata { { "grpc-status-details-bin", details } };
        _server.Script.Say = (_, _) => throw new RpcException(new Status(StatusCode.InvalidArgument, "wrong"), trailers);
        var failure = await Failure.OfAsync(async () => await _client.SayAsync(new Line()));
        Assert.That(failure.Trailers.GetValueBytes("grpc-status-details-bin"), Is.EqualTo(details));
    }

    [Test]
    public async Task RpcException_AfterSomeResponses_ComesAfterThem()
    {
        _server.Script.Expand = async (_, responses, _) =>
        {
            await responses.WriteAsync(new Line { Text = "one" });
            throw new RpcException(new Status(StatusCode.Aborted, "no more"), [new Metadata.Entry("why", "because")]);
        };
        using var call = _client.Expand(new Line());
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        var failure = await Failure.OfAsync(() => call.ResponseStream.MoveNext());
        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.Aborted, "no more")));
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.Aborted));
        Assert.That(call.GetTrailers().GetValue("why"), Is.EqualTo("because"));
    }

    [Test]
    public async Task ContextStatus_SetByTheMethod_IsTheOutcome()
    {
        _server.Script.Say = (request, context) =>
        {
            context.Status = new Status(StatusCode.FailedPrecondition, "not yet");
            return Task.FromResult(request);
        };
        var failure = await Failure.OfAsync(async () => await _client.SayAsync(new Line()));
        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.FailedPrecondition, "not yet")));
    }

    [Test]
    public async Task UnhandledException_Thrown_TellsTheClientNothing()
    {
        _server.Script.Say = (_, _) => throw new InvalidOperationException("canary-19121212-1212");
        var failure = await Failure.OfAsync(async () => await _client.SayAsync(new Line()));
        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.Unknown, "the service failed")));
    }

    [Test]
    public async Task UnhandledException_Thrown_IsLoggedByTypeWithoutItsText()
    {
        _server.Script.Say = (_, _) =>
            throw new InvalidOperationException("canary-19121212-1212", new FormatException("canary-inner"));
        using var call = _client.SayAsync(new Line { Text = "canary-request" });
        await Failure.OfAsync(() => call.ResponseAsync);
        await _server.DisposeAsync();
        Assert.That(_server.Log.Text, Does.Contain(nameof(InvalidOperationException)).And.Contain(nameof(FormatException)));
        Assert.That(_server.Log.Text, Does.Not.Contain("canary"));
    }

    [Test]
    public async Task Refusal_WithTheCallsOwnTrailers_SendsThemOnce()
    {
        _server.Script.Say = (_, context) =>
        {
            context.ResponseTrailers.Add("reason", "own");
            throw new RpcException(new Status(StatusCode.Aborted, "refused"), context.ResponseTrailers);
        };
        var failure = await Failure.OfAsync(async () => await _client.SayAsync(new Line()));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Aborted));
        Assert.That(failure.Trailers.GetAll("reason").Select(e => e.Value), Is.EqualTo(["own"]));
    }

    [Test]
    public async Task NoMessage_ReturnedByAUnaryMethod_IsUnknown()
    {
        _server.Script.Say = (_, _) => Task.FromResult<Line>(null!);
        var failure = await Failure.OfAsync(async () => await _client.SayAsync(new Line()));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unknown));
    }

    [Test]
    public async Task ConcurrentWrites_ByTheMethod_AreRefused()
    {
        var refused = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Expand = async (_, responses, _) =>
        {
            // More than the stream's window, so that the first write waits for the client.
            var large = new Line { Text = new string('x', 3_000_000) };
            var first = responses.WriteAsync(large);
            try
            {
                await responses.WriteAsync(new Line());
                refused.SetResult(null);
            }
            catch (InvalidOperationException e)
            {
                refused.SetResult(e);
            }

            await first;
        };
        using var call = _client.Expand(new Line());
        Assert.That(await refused.Task, Is.TypeOf<InvalidOperationException>());
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        Assert.That(await call.ResponseStream.MoveNext(), Is.False);
    }

    [Test]
    public async Task Reader_AskedAgainAfterTheEnd_SaysSoAgain()
    {
        var answers = new List<bool>();
        _server.Script.Collect = async (requests, _) =>
        {
            for (var i = 0; i < 3; i++) answers.Add(await requests.MoveNext());
            return new Line();
        };
        using var call = _client.Collect();
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
        Assert.That(answers, Is.EqualTo(new[] { false, false, false }));
    }

    [Test]
    public async Task Method_FailsAfterTheClientLeft_IsLoggedAsAFailure()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Say = async (_, context) =>
        {
            var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = context.CancellationToken.Register(left.SetResult);
            entered.SetResult();
            await left.Task;
            throw new InvalidOperationException("a fault of its own");
        };
        using var source = new CancellationTokenSource();
        using var call = _client.SayAsync(new Line(), cancellationToken: source.Token);
        await entered.Task;
        await source.CancelAsync();
        await Failure.OfAsync(() => call.ResponseAsync);
        Assert.That(() => _server.Log.Text, Does.Contain("Error the method `/gateway.grpc.tests.Echo/Say` failed").After(10).Seconds.PollEvery(20));
    }

    [Test]
    public async Task Writer_UsedAfterTheCall_IsRefused()
    {
        IServerStreamWriter<Line>? kept = null;
        _server.Script.Expand = (_, responses, _) =>
        {
            kept = responses;
            return Task.CompletedTask;
        };
        using var call = _client.Expand(new Line());
        Assert.That(await call.ResponseStream.MoveNext(), Is.False);
        await Assert.ThrowsAsync<InvalidOperationException>(() => kept!.WriteAsync(new Line()));
    }
}
