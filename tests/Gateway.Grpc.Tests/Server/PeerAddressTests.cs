using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;

namespace Gateway.Grpc.Tests.Server;

/// <summary>The other end of a connection, in gRPC's words.</summary>
public sealed class PeerAddressTests
{
    [TestCase("10.0.0.1", "ipv4:10.0.0.1:4711")]
    [TestCase("::1", "ipv6:[::1]:4711")]
    [TestCase(null, "unknown")]
    public void Of_AnAddress_IsItsUri(string? address, string expected)
    {
        var connection = new DefaultHttpContext().Connection;
        connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        connection.RemotePort = 4711;
        Assert.That(PeerAddress.Of(connection), Is.EqualTo(expected));
    }

    [Test]
    public void Identify_NoCertificate_IsNotAuthenticated()
    {
        var peer = PeerAddress.Identify(null);
        Assert.That(peer.IsPeerAuthenticated, Is.False);
        Assert.That(peer.PeerIdentity, Is.Empty);
    }

    [TestCase("system.police.example", "x509_subject_alternative_name", "system.police.example")]
    [TestCase(null, "x509_common_name", "a system")]
    public void Identify_ACertificate_PrefersItsDnsName(string? dnsName, string property, string identity)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=a system", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (dnsName is not null)
        {
            names.AddDnsName(dnsName);
            request.CertificateExtensions.Add(names.Build());
        }

        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now, now.AddHours(1));
        var peer = PeerAddress.Identify(certificate);
        Assert.That(peer.PeerIdentityPropertyName, Is.EqualTo(property));
        Assert.That(peer.PeerIdentity.Select(value => value.Value), Is.EqualTo(new[] { identity }));
    }
}
