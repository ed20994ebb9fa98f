using System.Text.RegularExpressions;
using Gateway.Grpc.Tests.Hosting;
using Gateway.Tests;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Grpc.Tests.Client;

/// <summary>What a client makes of the answers of a server that is not always right.</summary>
public sealed class ResponseTests
{
    /// <summary>HTTP statuses without a gRPC status, from the published table.</summary>
    private static IEnumerable<TestCaseData> HttpStatuses()
    {
        yield return new TestCaseData(400, StatusCode.Internal);
        yield return new TestCaseData(401, StatusCode.Unauthenticated);
        yield return new TestCaseData(403, StatusCode.PermissionDenied);
        yield return new TestCaseData(404, StatusCode.Unimplemented);
        yield return new TestCaseData(429, StatusCode.Unavailable);
        yield return new TestCaseData(502, StatusCode.Unavailable);
        yield return new TestCaseData(503, StatusCode.Unavailable);
        yield return new TestCaseData(504, StatusCode.Unavailable);
        yield return new TestCaseData(500, StatusCode.Unknown);
        yield return new TestCaseData(302, StatusCode.Unknown);
        yield return new TestCaseData(418, StatusCode.Unknown);
    }

    [TestCaseSource(nameof(HttpStatuses))]
    public async Task HttpStatus_WithoutAGrpcStatus_IsMapped(int http, StatusCode expected)
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = http;
            return Task.CompletedTask;
        });
        Assert.That((await FailureOfAsync(server)).StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Status_BesideATrailerThatIsNotBase64_IsNotLost()
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "10";
            context.Response.Headers["grpc-message"] = "again";
            context.Response.Headers["x-bin"] = "*";
            return Task.CompletedTask;
        });
        var failure = await FailureOfAsync(server);
        Assert.That(failure.Status, Is.EqualTo(new Status(StatusCode.Aborted, "again")));
    }

    [Test]
    public void HttpStatuses_OfThePublishedTable_AreTheOnesTested()
    {
        var table = File.ReadAllText(OutsideVectors.Require("grpc/doc/http-grpc-status-mapping.md", "github.com/grpc/grpc doc"));
        var published = Regex.Matches(table, @"^\| (\d+) [^|]+\| ([A-Z\\_]+) *\|", RegexOptions.Multiline)
            .Select(row => $"{row.Groups[1]} {row.Groups[2].Value.Replace("\\_", "", StringComparison.Ordinal)}");
        var tested = HttpStatuses().Select(data => $"{data.Arguments[0]} {data.Arguments[1]!.ToString()!.ToUpperInvariant()}");
        Assert.That(published, Is.Not.Empty.And.SubsetOf(tested));
    }

    [Test]
    public async Task HttpStatus_WithAGrpcStatus_YieldsToIt()
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers["grpc-status"] = "5";
            return Task.CompletedTask;
        });
        Assert.That((await FailureOfAsync(server)).StatusCode, Is.EqualTo(StatusCode.NotFound));
    }

    [Test]
    public async Task ContentType_NotGrpc_IsUnknown()
    {
        await using var server = await StubServer.StartAsync(context => context.Response.WriteAsync("<html>"));
        Assert.That((await FailureOfAsync(server)).StatusCode, Is.EqualTo(StatusCode.Unknown));
    }

    private static readonly byte[] Twice = [.. StubServer.Message, .. StubServer.Message];

    private static IEnumerable<TestCaseData> WrongAnswers()
    {
        yield return new TestCaseData(StubServer.Message, null, null, StatusCode.Unknown).SetName("Status_Missing_IsUnknown");
        yield return new TestCaseData(StubServer.Message, "99", null, StatusCode.Unknown).SetName("Status_OutOfRange_IsUnknown");
        yield return new TestCaseData(StubServer.Message, "x", null, StatusCode.Unknown).SetName("Status_NotANumber_IsUnknown");
        yield return new TestCaseData(Array.Empty<byte>(), "0", null, StatusCode.Internal).SetName("Message_NoneWithOk_IsInternal");
        yield return new TestCaseData(Twice, "0", null, StatusCode.Internal).SetName("Message_Two_IsInternal");
        yield return new TestCaseData(StubServer.Message[..^1], "0", null, StatusCode.Internal).SetName("Message_CutOff_IsInternal");
        yield return new TestCaseData(RawCall.Frame([0xff]), "0", null, StatusCode.Internal).SetName("Message_NotProtobuf_IsInternal");
        yield return new TestCaseData(StubServer.Message, "0", "br", StatusCode.Internal).SetName("Encoding_NotOffered_IsInternal");
        yield return new TestCaseData(RawCall.Frame([1], 1), "0", null, StatusCode.Internal).SetName("Encoding_Unnamed_IsInternal");
        yield return new TestCaseData(StubServer.Message, "7", null, StatusCode.PermissionDenied)
            .SetName("Status_RefusalAfterAMessage_IsTheRefusal");
    }

    [TestCaseSource(nameof(WrongAnswers))]
    public async Task WrongAnswer(byte[] body, string? status, string? encoding, StatusCode expected)
    {
        await using var server = await StubServer.StartAsync(body, status, encoding);
        Assert.That((await FailureOfAsync(server)).StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task RightAnswer_FromTheSameStub_IsRead()
    {
        await using var server = await StubServer.StartAsync(StubServer.Message, "0");
        Assert.That((await server.Client.SayAsync(new Line())).Text, Is.EqualTo("hej"));
    }

    [TestCase(2, StatusCode.Internal)]
    [TestCase(7, StatusCode.Unavailable)]
    [TestCase(8, StatusCode.Cancelled)]
    [TestCase(11, StatusCode.ResourceExhausted)]
    [TestCase(12, StatusCode.PermissionDenied)]
    public async Task Stream_ResetByTheServer_IsWhatTheErrorCodeMeans(int errorCode, StatusCode expected)
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.StartAsync();
            await context.Response.Body.FlushAsync();
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(errorCode);
        });
        Assert.That((await FailureOfAsync(server)).StatusCode, Is.EqualTo(expected));
    }

    [TestCase(2, StatusCode.Internal)]
    [TestCase(7, StatusCode.Unavailable)]
    [TestCase(8, StatusCode.Cancelled)]
    [TestCase(11, StatusCode.ResourceExhausted)]
    [TestCase(12, StatusCode.PermissionDenied)]
    public async Task RequestStream_ResetBeforeAnyHeaders_IsWhatTheErrorCodeMeans(int errorCode, StatusCode expected)
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[5]);
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(errorCode);
        });
        using var call = server.Client.Collect(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20));
        await call.RequestStream.WriteAsync(new Line { Text = "hej" });
        Assert.That((await Failure.OfAsync(() => call.ResponseAsync)).StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Stream_CancelledByTheServerAfterTheDeadline_IsDeadlineExceeded()
    {
        var clock = new ShiftedTime();
        await using var server = await StubServer.StartAsync(context =>
        {
            clock.Shift = TimeSpan.FromHours(1); // the server's own timer was first
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(8);
            return Task.CompletedTask;
        });
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { Clock = clock });
        var deadline = clock.GetUtcNow().UtcDateTime.AddMinutes(10);
        var failure = await Failure.OfAsync(async () => await new Echo.EchoClient(channel).SayAsync(new Line(), deadline: deadline));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
    }

    [Test]
    public async Task RequestStream_WhoseConnectionIsLost_IsNotCalledCancelled()
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[5]);
            context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
        });
        using var call = server.Client.Collect(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20));
        await call.RequestStream.WriteAsync(new Line { Text = "hej" });
        Assert.That((await Failure.OfAsync(() => call.ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.Unavailable).Or.EqualTo(StatusCode.Internal));
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }

    private static Task<RpcException> FailureOfAsync(StubServer server) =>
        Failure.OfAsync(async () => await server.Client.SayAsync(new Line(), deadline: DateTime.MaxValue));
}
