using System.Diagnostics;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Server.Hosting;
using Google.Rpc;
using Grpc.Core;

namespace Gateway.Server.Tests.Hosting;

internal sealed class ErrorInterceptorTests
{
    private const string Canary = "canary-19121212-1212";
    private ProbeServer _server;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await ProbeServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    private static IEnumerable<TestCaseData> Expected()
    {
        yield return new TestCaseData(RefusedException.NotFound(), StatusCode.NotFound, "nothing of yours has this id");
        yield return new TestCaseData(
            new RefusedException(Refusal.NotFound, "case 7 is another party's"), StatusCode.NotFound, "nothing of yours has this id");
        yield return new TestCaseData(
            new RefusedException(Refusal.Unspecified, "whatever"), StatusCode.NotFound, "nothing of yours has this id");
        yield return new TestCaseData(
            RefusedException.RoleMissing("approver"), StatusCode.PermissionDenied, "this needs the role `approver`");
        yield return new TestCaseData(
            new RefusedException(Refusal.AlreadyExists, "the key stands for another"), StatusCode.AlreadyExists, "the key stands for another");
        yield return new TestCaseData(
            new RefusedException(Refusal.WrongState, "the case is closed"), StatusCode.FailedPrecondition, "the case is closed");
        yield return new TestCaseData(
            new LogUnavailableException("disk full"), StatusCode.Unavailable, "the log is not available: nothing was released");
        yield return new TestCaseData(
            new KeysUnavailableException("vault 403"), StatusCode.Unavailable, "keys are not available: nothing was released");
        yield return new TestCaseData(
            new EnvelopeException("`zip` is refused"), StatusCode.InvalidArgument, "`zip` is refused");
        yield return new TestCaseData(
            new InvalidOperationException(Canary), StatusCode.Internal, "the gateway failed");
        yield return new TestCaseData(
            new OperationCanceledException("stopping"), StatusCode.Unavailable, "the server ended the call");
    }

    [TestCaseSource(nameof(Expected))]
    public async Task Call_MethodThrows_EndsWithItsStatus(Exception thrown, StatusCode code, string text)
    {
        _server.Script.Throw(thrown);
        var unary = await Assert.ThrowsAsync<RpcException>(() => _server.AskAsync(""));
        var streaming = await Assert.ThrowsAsync<RpcException>(() => _server.WatchAsync(""));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(unary?.Status, Is.EqualTo(new Grpc.Core.Status(code, text)));
            Assert.That(streaming?.Status, Is.EqualTo(new Grpc.Core.Status(code, text)));
        }
    }

    [Test]
    public async Task Call_MethodAnswers_IsUntouched()
    {
        _server.Script.Answer = (text, _) => Task.FromResult(text + "!");
        Assert.That(await _server.AskAsync("hello"), Is.EqualTo("hello!"));
        Assert.That(await _server.WatchAsync("hello"), Is.EqualTo("hello!"));
    }

    [Test]
    public async Task Call_FieldsAreMalformed_NamesEveryField()
    {
        _server.Script.Throw(new InvalidRequestException(
            [new FieldViolation("subject.person_number", "not 12 digits"), new FieldViolation("purpose", "unspecified")]));
        Assert.That(await ViolationsAsync(), Is.EqualTo(new[] { ("subject.person_number", "not 12 digits"), ("purpose", "unspecified") }));
    }

    [Test]
    public async Task Call_CoreRefusesAField_NamesIt()
    {
        _server.Script.Throw(RefusedException.BadField("receiver", "no such party: `x`"));
        Assert.That(await ViolationsAsync(), Is.EqualTo(new[] { ("receiver", "no such party: `x`") }));
    }

    [Test]
    public async Task Call_UnforeseenFailure_LogsTypeAndStackWithoutText()
    {
        _server.Script.Throw(new InvalidOperationException(Canary, new FormatException(Canary)));
        await Assert.ThrowsAsync<RpcException>(() => _server.AskAsync(Canary));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_server.Log.Text, Does.Contain("System.InvalidOperationException"));
            Assert.That(_server.Log.Text, Does.Contain("caused by System.FormatException"));
            Assert.That(_server.Log.Text, Does.Contain(nameof(ProbeScript)));
            Assert.That(_server.Log.Text, Does.Not.Contain(Canary));
        }
    }

    [Test]
    public async Task Call_DeadlinePasses_EndsAsDeadlineExceeded()
    {
        _server.Script.Answer = async (_, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return "";
        };
        var soon = TimeProvider.System.GetUtcNow().AddMilliseconds(200).UtcDateTime;
        var failure = await Assert.ThrowsAsync<RpcException>(() => _server.AskAsync("", options: new CallOptions(deadline: soon)));
        Assert.That(failure?.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
    }

    [Test]
    public async Task Call_IsRefused_LeavesOnTheGrid()
    {
        _server.Script.Throw(RefusedException.NotFound());
        await Assert.ThrowsAsync<RpcException>(() => _server.AskAsync(""));
        var began = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<RpcException>(() => _server.AskAsync(""));
        Assert.That(Stopwatch.GetElapsedTime(began), Is.GreaterThanOrEqualTo(TimeGrid.Step));
    }

    private async Task<List<(string, string)>> ViolationsAsync()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => _server.AskAsync(""));
        Assert.That(failure?.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        var status = Google.Rpc.Status.Parser.ParseFrom(failure?.Trailers.GetValueBytes(StatusMapping.DetailsTrailer));
        Assert.That(status.Code, Is.EqualTo((int)Code.InvalidArgument));
        return [.. status.Details.Single().Unpack<BadRequest>().FieldViolations.Select(v => (v.Field, v.Description))];
    }
}
