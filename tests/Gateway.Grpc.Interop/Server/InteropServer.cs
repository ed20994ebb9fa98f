using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Grpc.Interop.Server;

/// <summary>The interoperability server: the test service on our transport, on loopback, until it is told to stop.</summary>
internal static class InteropServer
{
    /// <param name="port">0 for any that is free. The one that is used is printed.</param>
    /// <param name="certificateFile">Where the certificate goes that was made for TLS; null for cleartext.</param>
    public static async Task RunAsync(int port, string? certificateFile, CancellationToken cancellationToken)
    {
        using var certificate = certificateFile is null ? null : ServerCertificate.Create();
        if (certificate is not null && certificateFile is not null)
            await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            // HTTP/2 alone: a cleartext client begins with it (RFC 9113 §3.3, prior knowledge).
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ProbeTarget>();
        builder.Services.AddGrpc(options => options.ResponseCompressionAlgorithm = "gzip");
        await using var application = builder.Build();
        application.Use(TapCompressedRequests);
        application.MapGrpcService<TestTarget>();
        application.MapGrpcService<ProbeTarget>();
        await application.StartAsync(cancellationToken);
        var address = new Uri(application.Services.GetRequiredService<IServer>().Features
            .GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        Console.WriteLine($"listening on 127.0.0.1:{address.Port}");
        await application.WaitForShutdownAsync(cancellationToken);
    }

    // All others keep the body as Kestrel gives it, so that they meet the transport as it is.
    private static Task TapCompressedRequests(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers["grpc-encoding"] is ["gzip"])
        {
            var tap = new FrameTap(http.Request.Body);
            http.Request.Body = tap;
            http.Features.Set(tap);
        }

        return next(http);
    }
}
