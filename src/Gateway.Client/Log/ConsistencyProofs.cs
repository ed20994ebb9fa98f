namespace Gateway.Client;

/// <summary>Asks a log for the hashes that show its new size to begin with its old one (RFC 6962 §2.1.2).</summary>
/// <exception cref="GatewayException"><see cref="GatewayFailure.OutOfRange"/>: the log is not that large.</exception>
public delegate ValueTask<IReadOnlyList<byte[]>> ConsistencyProofs(long oldSize, long newSize, CancellationToken ct);
