namespace Gateway.Grpc.Interop.Client;

/// <summary>The server that the cases are run against.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="CertificateFile">The only certificate that is trusted, as PEM; null for cleartext.</param>
/// <param name="SeesCompression">Whether it can tell a compressed request from another: not every API shows it.</param>
internal sealed record Peer(string Host, int Port, string? CertificateFile, bool SeesCompression);
