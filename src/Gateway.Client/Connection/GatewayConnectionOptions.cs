using System.Security.Cryptography.X509Certificates;

namespace Gateway.Client;

/// <summary>How a gateway is reached, and as whom.</summary>
public sealed record GatewayConnectionOptions
{
    /// <summary>The gateway's address; <c>https</c> only.</summary>
    public required Uri Address { get; init; }

    /// <summary>The one authority whose certificates are believed; the machine's own list is not asked.</summary>
    public required X509Certificate2 Authority { get; init; }

    /// <summary>Gives the bearer token of the officer or system that calls; asked for each call, so it does its own caching.</summary>
    public required Func<CancellationToken, ValueTask<string>> Token { get; init; }

    /// <summary>Names the system over mutual TLS, with its private key; null where the gateway does not ask for one.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>How long one call may take; 30 seconds where nothing is said. A subscription has no end.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of deadlines, caches and pauses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
