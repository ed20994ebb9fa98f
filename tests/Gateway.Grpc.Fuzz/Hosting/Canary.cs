using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Gateway.Grpc.Fuzz.Hosting;

/// <summary>A well-behaved client beside the fuzzing: it must be answered throughout, and in time.</summary>
internal sealed class Canary(string address)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    public int Answered { get; private set; }

    public TimeSpan Slowest { get; private set; }

    public string? Failure { get; private set; }

    /// <summary>Calls until cancelled.</summary>
    public async Task SingAsync(CancellationToken stop)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new Probe.ProbeClient(channel);
        while (!stop.IsCancellationRequested && Failure is null)
        {
            var started = Stopwatch.GetTimestamp();
            await CallAsync(client);
            var taken = Stopwatch.GetElapsedTime(started);
            if (taken > Slowest) Slowest = taken;
            await Task.Delay(50, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CallAsync(Probe.ProbeClient client)
    {
        var request = new Blob { Payload = ByteString.CopyFromUtf8("hej"), Copies = Answered };
        try
        {
            var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + Bound;
            var response = await client.SayAsync(request, new CallOptions(deadline: deadline));
            if (!response.Equals(request)) Failure = "the canary got another answer";
            Answered++;
        }
        catch (RpcException e)
        {
            Failure = $"the canary was not answered: {e.Status}";
        }
    }
}
