using System.Net;
using Gateway.Grpc.Tests.Hosting;
using Grpc.Core;

namespace Gateway.Grpc.Tests.Server;

/// <summary>Deadlines and cancellation as the method sees them.</summary>
public sealed class DeadlineTests
{
    private static readonly byte[] Hello = RawCall.Frame(new Line { Text = "hej" });

    private EchoServer _server = null!; // set before each test

    [SetUp]
    public async Task SetUp() => _server = await EchoServer.StartAsync();

    [TearDown]
    public async Task TearDown() => await _server.DisposeAsync();

    [Test]
    public async Task Deadline_PassesWhileTheMethodListens_IsDeadlineExceeded()
    {
        _server.Script.Say = async (request, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return request;
        };
        var answer = await RawCall.SendAsync(_server, Hello, headers: ("grpc-timeout", "50m"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.DeadlineExceeded));
    }

    [Test]
    public async Task Deadline_PassesAndWhatTheMethodHungOnItsTokenFails_EndsThatCallAlone()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Say = async (request, context) =>
        {
            if (request.Text != "hej") return request;
            context.CancellationToken.Register(() => throw new InvalidOperationException("hung on the token"));
            context.CancellationToken.Register(ended.SetResult);
            await ended.Task;
            return request;
        };
        var answer = await RawCall.SendAsync(_server, Hello, headers: ("grpc-timeout", "50m"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.DeadlineExceeded));
        Assert.That((await RawCall.SendAsync(_server, RawCall.Frame(new Line { Text = "then" }))).Status, Is.Zero);
    }

    [Test]
    public async Task Deadline_PassesWhileTheMethodDoesNotListen_IsAnsweredAllTheSame()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Say = async (request, _) =>
        {
            await release.Task;
            return request;
        };
        var answer = await RawCall.SendAsync(_server, Hello, headers: ("grpc-timeout", "50m"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.DeadlineExceeded));
        Assert.That(answer.Body, Is.Empty);
        release.SetResult();
    }

    [Test]
    public async Task Deadline_PassesInAStream_ComesAfterWhatWasWrittenAndStopsTheRest()
    {
        var refused = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Expand = async (_, responses, context) =>
        {
            await responses.WriteAsync(new Line { Text = "hej" });
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                refused.SetResult(await Assert.CatchAsync(() => responses.WriteAsync(new Line())) ?? new InvalidOperationException());
            }
        };
        var answer = await RawCall.SendAsync(
            _server, Hello, "/gateway.grpc.tests.Echo/Expand", headers: ("grpc-timeout", "100m"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.DeadlineExceeded));
        Assert.That(answer.Body, Is.EqualTo(Hello));
        Assert.That(await refused.Task, Is.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Deadline_FarAway_IsToldToTheMethodAndDoesNotDisturb()
    {
        DateTime told = default;
        _server.Script.Say = (request, context) =>
        {
            told = context.Deadline;
            return Task.FromResult(request);
        };
        var before = TimeProvider.System.GetUtcNow().UtcDateTime;
        var answer = await RawCall.SendAsync(_server, Hello, headers: ("grpc-timeout", "1H"));
        Assert.That(answer.Status, Is.Zero);
        Assert.That(told, Is.EqualTo(before.AddHours(1)).Within(TimeSpan.FromSeconds(30)));
        Assert.That(told.Kind, Is.EqualTo(DateTimeKind.Utc));
    }

    [Test]
    public async Task Deadline_OfNoTime_NeverHangs()
    {
        _server.Script.Say = async (request, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return request;
        };
        var answer = await RawCall.SendAsync(_server, Hello, headers: ("grpc-timeout", "0n"));
        Assert.That(answer.Status, Is.EqualTo((int)StatusCode.DeadlineExceeded));
    }

    [Test]
    public async Task Deadline_PassesWithinAMessage_ResetsTheStream()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Expand = async (_, responses, _) =>
        {
            try
            {
                // More than the stream's window: the write waits for a client that does not read.
                await responses.WriteAsync(new Line { Text = new string('x', 50_000_000) });
            }
            finally
            {
                ended.SetResult();
            }
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/gateway.grpc.tests.Echo/Expand")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Hello),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        request.Headers.TryAddWithoutValidation("grpc-timeout", "300m");
        using var client = _server.CreateHttpClient();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var body = await response.Content.ReadAsStreamAsync();
        var failure = await Assert.ThrowsAsync<HttpProtocolException>(() => body.CopyToAsync(Stream.Null));
        Assert.That(failure!.ErrorCode, Is.EqualTo(8), "CANCEL");
    }

    [Test]
    public async Task Client_Cancels_TheMethodsTokenIsCancelled()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Say = async (request, context) =>
        {
            entered.SetResult();
            context.CancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            return request;
        };
        using var source = new CancellationTokenSource();
        using var call = _server.CreateClient().SayAsync(new Line(), cancellationToken: source.Token);
        await entered.Task;
        await source.CancelAsync();
        var failure = await Failure.OfAsync(() => call.ResponseAsync);
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Client_CancelsBeforeTheMethodAsksForItsToken_TheTokenIsCancelled()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ask = new TaskCompletionSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Say = async (request, context) =>
        {
            entered.SetResult();
            await ask.Task;
            using var registration = context.CancellationToken.Register(asked.SetResult);
            await asked.Task;
            return request;
        };
        using var source = new CancellationTokenSource();
        using var call = _server.CreateClient().SayAsync(new Line(), cancellationToken: source.Token);
        await entered.Task;
        await source.CancelAsync();
        await Failure.OfAsync(() => call.ResponseAsync);
        ask.SetResult();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Token_AskedForWhenTheCallHasEnded_IsCancelled()
    {
        var unasked = new List<ServerCallContext>();
        var asked = new List<CancellationToken>();
        _server.Script.Say = (request, context) =>
        {
            unasked.Add(context);
            return Task.FromResult(request);
        };
        var client = _server.CreateClient();
        await client.SayAsync(new Line());
        _server.Script.Say = (request, context) =>
        {
            asked.Add(context.CancellationToken);
            asked.Add(unasked[0].CancellationToken);
            return Task.FromResult(request);
        };
        await client.SayAsync(new Line());
        Assert.That(asked.Select(token => token.IsCancellationRequested), Is.EqualTo(new[] { false, true }), "the next call's own is not lent");
    }

    [Test]
    public async Task Client_DisposesItsStream_TheServersReadIsCancelled()
    {
        var ended = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Script.Converse = async (requests, responses, _) =>
        {
            await responses.WriteAsync(new Line());
            ended.SetResult(await Assert.CatchAsync(() => requests.MoveNext()));
        };
        using (var call = _server.CreateClient().Converse()) await call.ResponseStream.MoveNext();
        Assert.That(await ended.Task.WaitAsync(TimeSpan.FromSeconds(10)), Is.Not.Null);
        Assert.That(_server.Log.Text, Does.Not.Contain("failed:"));
    }
}
