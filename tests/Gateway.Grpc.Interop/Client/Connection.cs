using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace Gateway.Grpc.Interop.Client;

/// <summary>A channel to the peer with the services' clients; each case has its own.</summary>
internal sealed class Connection : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly ResponseTap _tap;

    public Connection(Peer peer)
    {
        Peer = peer;
        _tap = new ResponseTap(CreateHandler(peer.CertificateFile));
        var scheme = peer.CertificateFile is null ? "http" : "https";
        _channel = GrpcChannel.ForAddress(
            $"{scheme}://{peer.Host}:{peer.Port}", new GrpcChannelOptions { HttpHandler = _tap, DisposeHttpClient = true });
        Test = new TestService.TestServiceClient(_channel);
        Probe = new ProbeService.ProbeServiceClient(_channel);
        Missing = new UnimplementedService.UnimplementedServiceClient(_channel);
    }

    public Peer Peer { get; }

    public TestService.TestServiceClient Test { get; }

    public ProbeService.ProbeServiceClient Probe { get; }

    public UnimplementedService.UnimplementedServiceClient Missing { get; }

    /// <summary>The frames of the response that came last.</summary>
    public FrameTap LastResponse => _tap.Last ?? throw new CaseFailedException("no response has come");

    public void Dispose() => _channel.Dispose();

    private static SocketsHttpHandler CreateHandler(string? certificateFile)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (certificateFile is null) return handler;
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(certificateFile) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
        return handler;
    }
}
