using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gateway.Server.Hosting;

namespace Gateway.Server.Tests.Hosting;

[UnsupportedOSPlatform("windows")]
internal sealed class ServerCertificatesTests
{
    private string _folder;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("gateway-certificates-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Make_ServerCertificate_ChainsToItsAuthorityOnly()
    {
        using var ours = ServerCertificates.Make(TimeProvider.System);
        using var others = ServerCertificates.Make(TimeProvider.System);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IsTrusted(ours.Server, ours.Authority), Is.True);
            Assert.That(IsTrusted(ours.Server, others.Authority), Is.False);
            Assert.That(ours.Authority.HasPrivateKey, Is.False);
            Assert.That(ours.Server.HasPrivateKey, Is.True);
        }
    }

    [TestCase("localhost", true)]
    [TestCase("127.0.0.1", true)]
    [TestCase("::1", true)]
    [TestCase("gateway.example", false)]
    public void Make_ServerCertificate_IsForThisMachine(string host, bool matches)
    {
        using var made = ServerCertificates.Make(TimeProvider.System);
        Assert.That(made.Server.MatchesHostname(host), Is.EqualTo(matches));
    }

    [Test]
    public void OpenOrMake_SecondTime_GivesTheSame()
    {
        using var first = ServerCertificates.OpenOrMake(_folder, TimeProvider.System);
        using var second = ServerCertificates.OpenOrMake(_folder, TimeProvider.System);
        Assert.That(second.Server.Thumbprint, Is.EqualTo(first.Server.Thumbprint));
        Assert.That(second.Server.HasPrivateKey, Is.True);
    }

    [Test]
    public void OpenOrMake_KeyFile_IsTheOwnersAlone()
    {
        ServerCertificates.OpenOrMake(_folder, TimeProvider.System).Dispose();
        Assert.That(
            File.GetUnixFileMode(Path.Combine(_folder, "server.pem")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(File.ReadAllText(Path.Combine(_folder, ServerCertificates.AuthorityFile)), Does.Not.Contain("PRIVATE"));
    }

    [TestCase(334, true)]
    [TestCase(336, false)]
    public void OpenOrMake_SoManyDaysOn_IsRenewedInTime(int days, bool same)
    {
        using var first = ServerCertificates.OpenOrMake(_folder, TimeProvider.System);
        using var later = ServerCertificates.OpenOrMake(_folder, new LaterTime(TimeSpan.FromDays(days)));
        Assert.That(later.Server.Thumbprint == first.Server.Thumbprint, Is.EqualTo(same));
    }

    [TestCase(SslProtocols.Tls12)]
    [TestCase(SslProtocols.Tls13)]
    public async Task Listener_ModernTls_IsSpoken(SslProtocols protocol)
    {
        await using var server = await ProbeServer.StartAsync();
        Assert.That(await HandshakeAsync(server, protocol), Is.EqualTo(protocol));
    }

    [Test]
    public async Task Listener_OldTls_IsRefused()
    {
        await using var server = await ProbeServer.StartAsync();
#pragma warning disable SYSLIB0039, CA5397, CA5398 // That the old version is refused is what this shows.
        Assert.That(async () => await HandshakeAsync(server, SslProtocols.Tls11), Throws.InstanceOf<AuthenticationException>());
#pragma warning restore SYSLIB0039, CA5397, CA5398
    }

    private static async Task<SslProtocols> HandshakeAsync(ProbeServer server, SslProtocols protocol)
    {
        var address = new Uri(server.Address);
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost", EnabledSslProtocols = protocol, CertificateChainPolicy = server.Trust,
        });
        return tls.SslProtocol;
    }

    private static bool IsTrusted(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck, ApplicationPolicy = { new("1.3.6.1.5.5.7.3.1") },
            },
        };
        return chain.Build(certificate);
    }

    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
