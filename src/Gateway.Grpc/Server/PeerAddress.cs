using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>Who is at the other end of a connection, in gRPC's words.</summary>
internal static class PeerAddress
{
    /// <summary><c>ipv4:address:port</c>, <c>ipv6:[address]:port</c>, or <c>unknown</c> where there is no network.</summary>
    public static string Of(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetwork } address => $"ipv4:{address}:{connection.RemotePort}",
        var address => $"ipv6:[{address}]:{connection.RemotePort}",
    };

    /// <summary>The names in a client certificate; nothing without one.</summary>
    public static AuthContext Identify(X509Certificate2? certificate)
    {
        var properties = new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal);
        if (certificate is null) return new AuthContext(null, properties);
        Add("x509_common_name", [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)]);
        Add("x509_subject_alternative_name", certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames()));
        var identity = properties["x509_subject_alternative_name"].Count > 0
            ? "x509_subject_alternative_name"
            : "x509_common_name";
        return new AuthContext(identity, properties);

        void Add(string name, IEnumerable<string> values) =>
            properties[name] = [.. values.Select(value => AuthProperty.Create(name, Encoding.UTF8.GetBytes(value)))];
    }
}
