using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Server.Hosting;

/// <summary>
/// The certificates of the embedded default: a small authority that clients on this machine trust, and a server certificate for
/// <c>localhost</c> under it (RFC 5280). The authority's key signs once and is forgotten, so that nobody can sign a second one.
/// </summary>
public sealed class ServerCertificates : IDisposable
{
    /// <summary>File in the data folder that clients read their trust from.</summary>
    public const string AuthorityFile = "ca.pem";

    private const string ServerFile = "server.pem";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private ServerCertificates(X509Certificate2 authority, X509Certificate2 server) => (Authority, Server) = (authority, server);

    /// <summary>What clients trust; it bears no private key.</summary>
    public X509Certificate2 Authority { get; }

    /// <summary>What the server shows, with its private key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>Makes both in memory.</summary>
    public static ServerCertificates Make(TimeProvider time)
    {
        var (from, to) = (time.GetUtcNow().AddMinutes(-5), time.GetUtcNow() + Lifetime);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = AuthorityRequest(authorityKey).CreateSelfSigned(from, to);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = ServerRequest(serverKey).Create(authority, from, to, RandomNumberGenerator.GetBytes(16));
        return new ServerCertificates(X509CertificateLoader.LoadCertificate(authority.RawData), server.CopyWithPrivateKey(serverKey));
    }

    /// <summary>Those of a data folder; made anew where there are none, or where they end within 30 days.</summary>
    public static ServerCertificates OpenOrMake(string dataFolder, TimeProvider time)
    {
        var (authorityFile, serverFile) = (Path.Combine(dataFolder, AuthorityFile), Path.Combine(dataFolder, ServerFile));
        if (File.Exists(authorityFile) && File.Exists(serverFile))
        {
            var kept = new ServerCertificates(
                X509CertificateLoader.LoadCertificateFromFile(authorityFile), X509Certificate2.CreateFromPemFile(serverFile));
            if (kept.Server.NotAfter.ToUniversalTime() - RenewBefore > time.GetUtcNow().UtcDateTime) return kept;
            kept.Dispose();
        }

        var made = Make(time);
        using var key = made.Server.GetECDsaPrivateKey()
            ?? throw new InvalidOperationException("the certificate just made has no key");
        WriteOwnersOnly(serverFile, made.Server.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(authorityFile, made.Authority.ExportCertificatePem() + "\n");
        return made;
    }

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
    }

    private static CertificateRequest AuthorityRequest(ECDsa key)
    {
        var request = new CertificateRequest("CN=Gateway development authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest ServerRequest(ECDsa key)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], false));
        return request;
    }

    private static void WriteOwnersOnly(string path, string text)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("a key file needs Unix file modes");
        File.Delete(path);
        using var file = new StreamWriter(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
        });
        file.Write(text);
    }
}
