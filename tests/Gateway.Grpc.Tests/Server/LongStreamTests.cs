using Gateway.Grpc.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Grpc.Tests.Server;

/// <summary>Streams that outlast their reader's patience or the server's life.</summary>
public sealed class LongStreamTests
{
    private const int Piece = 64 * 1024;
    private const long Whole = 1L << 30;

    [Test]
    public async Task Reader_ThatDoesNotRead_HoldsTheWriterBack()
    {
        await using var server = await EchoServer.StartAsync();
        long written = 0;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Script.Expand = async (_, responses, context) =>
        {
            using var registration = context.CancellationToken.Register(ended.SetResult);
            var piece = new Line { Payload = ByteString.CopyFrom(new byte[Piece]) };
            while (Volatile.Read(ref written) < Whole)
            {
                await responses.WriteAsync(piece);
                Interlocked.Add(ref written, Piece);
            }
        };
        using (var call = server.CreateClient().Expand(new Line()))
        {
            await call.ResponseStream.MoveNext();
            var stalledAt = await StallAsync(() => Interlocked.Read(ref written));
            // What fits the reader's window and both sides' buffers, and no more.
            Assert.That(stalledAt, Is.LessThan(32L << 20));
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Stop_WhileAStreamRuns_LetsItEndAndTakesNoNewCall()
    {
        await using var server = await EchoServer.StartAsync();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Script.Expand = async (request, responses, _) =>
        {
            await responses.WriteAsync(request);
            await goOn.Task;
            await responses.WriteAsync(request);
        };
        var client = server.CreateClient();
        using var call = client.Expand(new Line { Text = "hej" });
        await call.ResponseStream.MoveNext();
        var stopping = server.StopAsync();
        await RefusedAsync(client);
        Assert.That(stopping.IsCompleted, Is.False, "the server waits for the stream");
        goOn.SetResult();
        Assert.That(await call.ResponseStream.MoveNext(), Is.True, "the second response");
        Assert.That(await call.ResponseStream.MoveNext(), Is.False);
        Assert.That(call.GetStatus().StatusCode, Is.EqualTo(StatusCode.OK));
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>The value once it has stood still for a while.</summary>
    private static async Task<long> StallAsync(Func<long> value)
    {
        for (var last = -1L; ;)
        {
            await Task.Delay(500);
            var now = value();
            if (now == last) return now;
            last = now;
        }
    }

    /// <summary>Calls until the server has begun to stop; a call before that may still be answered.</summary>
    private static async Task RefusedAsync(Echo.EchoClient client)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            try
            {
                await client.SayAsync(new Line());
                await Task.Delay(20);
            }
            catch (RpcException e)
            {
                Assert.That(e.StatusCode, Is.EqualTo(StatusCode.Unavailable));
                return;
            }
        }

        Assert.Fail("the server goes on taking calls");
    }
}
