using System.Net;
using System.Net.Sockets;
using Gateway.Grpc.Tests.Hosting;
using Grpc.Core;
using Grpc.Net.Client;

namespace Gateway.Grpc.Tests.Client;

/// <summary>A peer that took the connection and says nothing more: the channel's pings find out, and the call does not wait for ever.</summary>
public sealed class SilentPeerTests
{
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Call_ToAPeerThatAnswersNoPing_EndsWithoutADeadline()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var silent = new CancellationTokenSource();
        var serving = ServeSilenceAsync(listener, silent.Token);
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        using var handler = GrpcChannel.CreateHandler();
        Assert.That(handler.KeepAlivePingDelay, Is.LessThan(TimeSpan.FromMinutes(2)), "the channel's own handler pings");
        (handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout) = (Ping, Ping);
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler });
        var call = new Echo.EchoClient(channel).SayAsync(new Line()).ResponseAsync;
        var failure = await Failure.OfAsync(() => call.WaitAsync(TimeSpan.FromSeconds(20)));
        // Not UNAVAILABLE: the platform tells a lost connection by the error code of a reset stream (README).
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Internal));
        await silent.CancelAsync();
        await serving;
    }

    /// <summary>SETTINGS, the acknowledgement of the client's, and nothing more.</summary>
    private static async Task ServeSilenceAsync(TcpListener listener, CancellationToken ct)
    {
        using var peer = await listener.AcceptTcpClientAsync(ct);
        await peer.GetStream().WriteAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0 }, ct);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
