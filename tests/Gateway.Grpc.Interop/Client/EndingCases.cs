using System.Security.Cryptography;
using Grpc.Core;

namespace Gateway.Grpc.Interop.Client;

/// <summary>Calls that the client gives up, by cancelling or by their deadline.</summary>
internal static class EndingCases
{
    public static async Task CancelAfterBegin(Connection to)
    {
        using var cancellation = new CancellationTokenSource();
        using var call = to.Test.StreamingInputCall(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Expect.StatusAsync(StatusCode.Cancelled, async () => await call);
    }

    public static async Task CancelAfterFirstResponse(Connection to)
    {
        using var cancellation = new CancellationTokenSource();
        using var call = to.Test.FullDuplexCall(cancellationToken: cancellation.Token);
        await call.RequestStream.WriteAsync(StreamingCases.Ask(27182, 31415));
        await StreamingCases.RequireNextAsync(call.ResponseStream, 31415);
        await cancellation.CancelAsync();
        await Expect.StatusAsync(StatusCode.Cancelled, () => call.ResponseStream.MoveNext(CancellationToken.None));
    }

    public static async Task TimeoutOnSleepingServer(Connection to)
    {
        using var call = to.Test.FullDuplexCall(deadline: In(TimeSpan.FromMilliseconds(1)));
        try
        {
            await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { Payload = Payloads.Zeros(27182) });
        }
        catch (RpcException)
        {
            // The deadline may pass before the request is written; what the call ends with is asked below.
        }

        await Expect.StatusAsync(StatusCode.DeadlineExceeded, () => call.ResponseStream.MoveNext(CancellationToken.None));
    }

    public static async Task DeadlineSeen(Connection to)
    {
        var left = (await to.Probe.TellDeadlineAsync(new Empty(), deadline: In(TimeSpan.FromSeconds(10)))).MillisecondsLeft;
        Expect.That(left is > 5_000 and <= 10_001, $"the server saw a deadline in {left} ms, not in 10,000");
        left = (await to.Probe.TellDeadlineAsync(new Empty())).MillisecondsLeft;
        Expect.That(left == -1, $"the server saw a deadline in {left} ms where there was none");
    }

    public static async Task CancellationSeen(Connection to)
    {
        var cancelled = NewId();
        using (var call = to.Probe.WaitForeverAsync(cancelled))
        {
            // Nothing tells a client that its call has arrived; a cancelled call that has not may never be sent.
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        Expect.That((await to.Probe.TellCancelledAsync(cancelled)).Seen, "the server did not see that the call was cancelled");
        var late = NewId();
        await Expect.StatusAsync(StatusCode.DeadlineExceeded, async () =>
            await to.Probe.WaitForeverAsync(late, deadline: In(TimeSpan.FromMilliseconds(300))));
        Expect.That((await to.Probe.TellCancelledAsync(late)).Seen, "the server did not see that the deadline passed");
    }

    private static Waiting NewId() => new() { Id = Convert.ToHexString(RandomNumberGenerator.GetBytes(8)) };

    private static DateTime In(TimeSpan time) => TimeProvider.System.GetUtcNow().UtcDateTime + time;
}
