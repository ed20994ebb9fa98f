using System.Net;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Benchmarks.Transport;

/// <summary>
/// Unary calls of one kilobyte there and back over our transport, client and server in this one process, without TLS: what a call
/// costs before anything is decided.
/// </summary>
internal static class GrpcBenchmark
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Serves on a free loopback port and calls it.</summary>
    public static async Task<Report> RunAsync(TimeSpan length, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        await using var server = builder.Build();
        server.MapGrpcService<Echoing>();
        await server.StartAsync(ct);

        using var channel = GrpcChannel.ForAddress(server.Urls.First());
        var client = new EchoService.EchoServiceClient(channel);
        var message = new EchoMessage { Payload = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(1024)) };
        async Task CallAsync(CancellationToken token) => await client.EchoAsync(message, new CallOptions(cancellationToken: token));

        await Load.MeasureAsync(64, WarmUp, CallAsync, ct);
        var one = await Load.MeasureAsync(1, length, CallAsync, ct);
        var many = await Load.MeasureAsync(64, length, CallAsync, ct);
        return new Report("Unary gRPC calls of 1 KiB, client and server in one process, no TLS",
        [
            new Figure("perSecondAt1", one.PerSecond, "/s", "1 in flight: calls"),
            new Figure("p99MsAt1", one.P99, "ms", "1 in flight: 99 of 100 answered within"),
            new Figure("perSecondAt64", many.PerSecond, "/s", "64 in flight: calls"),
            new Figure("p50MsAt64", many.P50, "ms", "64 in flight: half answered within"),
            new Figure("p99MsAt64", many.P99, "ms", "64 in flight: 99 of 100 answered within"),
        ]);
    }
}
