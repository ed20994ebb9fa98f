using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Gateway.Benchmarks.Transport;

/// <summary>
/// Our transport under h2load, beside a bare Kestrel handler that moves the same bytes, the official C++ server and that of
/// <c>@grpc/grpc-js</c>, by turns in one run: 8 connections of 16 streams, unary echo of 100 bytes; then one stream of 1 GiB.
/// </summary>
internal static class TransportBenchmark
{
    private const int Rounds = 3;
    private const int StreamMessage = 64 * 1024;
    private const int StreamMessages = 16 * 1024;

    private static readonly byte[] Payload = new byte[100];
    private static readonly string[] Headers = ["-H", "content-type: application/grpc", "-H", "te: trailers"];

    /// <summary>Measures; the peers are programs that were built before.</summary>
    /// <param name="cpp">The C++ echo server; its one argument is the port.</param>
    /// <param name="packages">The folder whose <c>node_modules</c> holds <c>@grpc/grpc-js</c>.</param>
    /// <param name="sources">The folder of <c>echo.proto</c> and <c>echo.mjs</c>.</param>
    /// <param name="length">Of each measurement.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<Report> RunAsync(string cpp, string packages, string sources, TimeSpan length, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-load-").FullName;
        var streaming = Own("gateway", profiled: false); // by itself, so that its memory is the stream's
        ServerProcess[] servers =
        [
            Own("gateway", profiled: true), Own("kestrel", profiled: true), Own("gateway", profiled: false), Own("kestrel", profiled: false),
            new(port => new ProcessStartInfo(cpp, [$"{port}"])),
            new(port => new ProcessStartInfo("node", [Path.Combine(sources, "echo.mjs"), Path.Combine(sources, "echo.proto"), $"{port}", packages])),
        ];
        try
        {
            foreach (var server in servers) await server.StartAsync(ct);
            foreach (var server in (ServerProcess[])[servers[0], servers[2], servers[4], servers[5]]) await CheckAsync(server, ct);
            var (unary, allocated) = await UnaryAsync(servers, folder, length, ct);
            foreach (var server in (ServerProcess[])[servers[0], servers[2], servers[4], servers[5]]) await CheckAsync(server, ct);
            await streaming.StartAsync(ct);
            var (ours, bare) = await StreamAsync(streaming, servers[3], folder, ct);
            return new Report("Unary echo of 100 bytes under h2load, 8 connections of 16 streams; a stream of 1 GiB in messages of 64 KiB",
            [
                new Figure("gateway", unary[0], "/s", "our transport"),
                new Figure("kestrel", unary[1], "/s", "bare Kestrel handler"),
                new Figure("cpp", unary[4], "/s", "C++ callback server"),
                new Figure("grpcJs", unary[5], "/s", "@grpc/grpc-js"),
                new Figure("toKestrel", unary[0] / unary[1], "", "ours to bare Kestrel") { AtLeast = 0.8 },
                new Figure("toKestrelUnprofiled", unary[2] / unary[3], "", "ours to bare Kestrel, both without profile-guided recompilation"),
                new Figure("toCpp", unary[0] / unary[4], "", "ours to C++") { AtLeast = 0.8 },
                new Figure("toGrpcJs", unary[0] / unary[5], "", "ours to @grpc/grpc-js") { AtLeast = 4 },
                new Figure("bytesPerCall", allocated, "B", "allocated per unary call, besides the message") { AtMost = 2048 },
                new Figure("unaryPeakMiB", servers[0].PeakMemoryMiB, "MiB", "our server's peak memory after the unary calls"),
                new Figure("streamMiBPerSecond", ours / (1 << 20), "MiB/s", "stream of 1 GiB, our transport"),
                new Figure("bareMiBPerSecond", bare / (1 << 20), "MiB/s", "stream of 1 GiB, bare Kestrel handler"),
                new Figure("streamToKestrel", ours / bare, "", "stream, ours to bare Kestrel") { AtLeast = 0.5 },
                new Figure("streamPeakMB", streaming.PeakMemoryMiB * 1.048576, "MB", "our server's peak memory over the streams") { AtMost = 100 },
            ]);
        }
        finally
        {
            foreach (var server in servers.Append(streaming)) await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="kind">What <see cref="EchoServer"/> serves.</param>
    /// <param name="profiled">
    /// With the platform's profile-guided recompilation, as a server runs that sets nothing; without it as the gateway runs, which is warm sooner and smaller.
    /// </param>
    private static ServerProcess Own(string kind, bool profiled) => new(port =>
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Gateway.Benchmarks.dll"), "serve", kind, $"{port}"])
        {
            Environment = { ["DOTNET_TieredPGO"] = profiled ? "1" : "0" },
        });

    /// <summary>h2load reads no status: that the peers answer what they are asked is seen before and after.</summary>
    private static async Task CheckAsync(ServerProcess server, CancellationToken ct)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.Port}");
        var message = new EchoMessage { Payload = ByteString.CopyFrom(Payload) };
        var answer = await new EchoService.EchoServiceClient(channel).EchoAsync(message, new CallOptions(cancellationToken: ct));
        if (!answer.Equals(message)) throw new BenchmarkFailedException("a server does not echo");
    }

    private static async Task<(double[] PerSecond, double Allocated)> UnaryAsync(
        ServerProcess[] servers, string folder, TimeSpan length, CancellationToken ct)
    {
        var body = Path.Combine(folder, "echo");
        await File.WriteAllBytesAsync(body, Framed(new EchoMessage { Payload = ByteString.CopyFrom(Payload) }), ct);
        string[] load = ["-c8", "-m16", "-t1", $"-D{(int)length.TotalSeconds}", "--warm-up-time=2", "-d", body, .. Headers];
        var rates = servers.Select(_ => new List<double>()).ToArray();
        foreach (var server in servers) await H2Load.RunAsync(UnaryAddress(server), load, ct);
        for (var round = 0; round < Rounds; round++)
            for (var i = 0; i < servers.Length; i++) rates[i].Add((await H2Load.RunAsync(UnaryAddress(servers[i]), load, ct)).RequestsPerSecond);
        string[] counted = ["-c8", "-m16", "-t1", "-n100000", "-d", body, .. Headers];
        var before = await AllocatedAsync(servers[0], ct);
        var calls = await H2Load.RunAsync(UnaryAddress(servers[0]), counted, ct);
        var perCall = (double)(await AllocatedAsync(servers[0], ct) - before) / calls.Requests;
        return ([.. rates.Select(Median)], perCall - MessageSize());
    }

    private static async Task<(double Ours, double Bare)> StreamAsync(ServerProcess gateway, ServerProcess bare, string folder, CancellationToken ct)
    {
        var body = Path.Combine(folder, "repeat");
        await File.WriteAllBytesAsync(body, Framed(new RepeatRequest { Size = StreamMessage, Times = StreamMessages }), ct);
        string[] one = ["-c1", "-m1", "-t1", "-n1", "-w20", "-W24"];
        List<double> ours = [], plain = [];
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add((await H2Load.RunAsync($"http://127.0.0.1:{gateway.Port}/gateway.benchmarks.EchoService/Repeat", [.. one, "-d", body, .. Headers], ct)).BytesPerSecond);
            plain.Add((await H2Load.RunAsync($"http://127.0.0.1:{bare.Port}/{StreamMessage}/{StreamMessages}", one, ct)).BytesPerSecond);
        }
        return (Median(ours), Median(plain));
    }

    private static string UnaryAddress(ServerProcess server) => $"http://127.0.0.1:{server.Port}/gateway.benchmarks.EchoService/Echo";

    private static byte[] Framed(IMessage message)
    {
        var framed = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), framed.Length - 5);
        message.ToByteArray().CopyTo(framed, 5);
        return framed;
    }

    private static async Task<long> AllocatedAsync(ServerProcess server, CancellationToken ct)
    {
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        return long.Parse(await http.GetStringAsync($"http://127.0.0.1:{server.Port}{EchoServer.AllocatedPath}", ct), CultureInfo.InvariantCulture);
    }

    /// <summary>What one received message takes in memory.</summary>
    private static long MessageSize()
    {
        var bytes = new EchoMessage { Payload = ByteString.CopyFrom(Payload) }.ToByteArray();
        EchoMessage.Parser.ParseFrom(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        EchoMessage.Parser.ParseFrom(bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
