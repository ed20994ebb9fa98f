using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Server.Hosting;

/// <summary>
/// The one port of the server: TLS 1.3 or 1.2 (RFC 9325 §3.1), HTTP/2 for gRPC and HTTP/1.1 for what is fetched beside it.
/// There is no port without TLS.
/// </summary>
public static class GatewayListener
{
    /// <summary>Listens where the settings say, with the operator's certificate or, where there is none, the server's own.</summary>
    /// <remarks>In Production the settings are refused before this where they name no certificate.</remarks>
    public static void UseGatewayListener(this ConfigureWebHostBuilder host, GatewayServerOptions options, TimeProvider time)
    {
        var (server, chain) = Load(options, time);
        host.UseKestrelHttpsConfiguration();
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A header that is not UTF-8 is a call's fault, not the end of everybody's calls on the connection.
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            // A subscriber may be silent for hours: a ping tells whether it is there still.
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
            kestrel.Listen(IPAddress.Parse(options.ListenAddress), options.ListenPort, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(tls =>
                {
                    tls.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                    tls.ServerCertificate = server;
                    tls.ServerCertificateChain = chain;
                });
            });
        });
    }

    private static (X509Certificate2 Server, X509Certificate2Collection Chain) Load(GatewayServerOptions options, TimeProvider time)
    {
        if (options.CertificateFile.Length == 0)
        {
            Directory.CreateDirectory(options.DataFolder);
            var made = ServerCertificates.OpenOrMake(options.DataFolder, time);
            return (made.Server, [made.Authority]);
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.CertificateFile);
        return (X509Certificate2.CreateFromPemFile(options.CertificateFile, options.CertificateKeyFile), chain);
    }
}
