using System.Net;
using Gateway.Audit;

namespace Gateway.Cli.Witnesses;

/// <summary>What a witness serves, and where.</summary>
internal sealed record WitnessHostOptions
{
    /// <summary>Folder of its key and of what it has seen.</summary>
    public required string Folder { get; init; }

    /// <summary>Where it listens.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Keys of the logs that it watches.</summary>
    public required IReadOnlyList<NoteVerifier> Logs { get; init; }

    /// <summary>Path of its certificate chain in PEM; null serves without TLS, on loopback addresses alone.</summary>
    public string? Certificate { get; init; }

    /// <summary>Path of the certificate's private key in PEM.</summary>
    public string? Key { get; init; }
}
