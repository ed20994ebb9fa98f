using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Benchmarks.Transport;

/// <summary>
/// The two servers of this program in the transport's load test, cleartext HTTP/2 with prior knowledge: the echo service on our
/// transport, and a bare Kestrel handler that moves the same bytes and knows nothing of gRPC.
/// </summary>
internal static class EchoServer
{
    /// <summary>Bytes allocated since the process began, as text; of either server.</summary>
    public const string AllocatedPath = "/allocated";

    /// <summary>Serves until the process is ended.</summary>
    public static Task RunAsync(string kind, int port, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var server = builder.Build();
        if (kind == "gateway")
        {
            server.MapGrpcService<Echoing>();
            server.MapGet(AllocatedPath, Allocated);
        }
        else
        {
            server.Run(BareAsync);
        }
        return server.RunAsync(ct);
    }

    private static string Allocated() => GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture);

    /// <summary>A POST is sent back; a GET of <c>/bytes/times</c> gets so many bytes so often.</summary>
    private static async Task BareAsync(HttpContext http)
    {
        http.Response.ContentType = "application/grpc";
        if (http.Request.Path == AllocatedPath)
        {
            await http.Response.WriteAsync(Allocated());
        }
        else if (HttpMethods.IsPost(http.Request.Method))
        {
            await http.Request.BodyReader.CopyToAsync(http.Response.BodyWriter);
        }
        else
        {
            var asked = http.Request.Path.Value!.Split('/');
            var bytes = RandomNumberGenerator.GetBytes(int.Parse(asked[1], CultureInfo.InvariantCulture));
            for (var left = int.Parse(asked[2], CultureInfo.InvariantCulture); left > 0; left--)
                await http.Response.BodyWriter.WriteAsync(bytes);
        }
    }
}
