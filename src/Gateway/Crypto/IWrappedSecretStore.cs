namespace Gateway.Crypto;

/// <summary>
/// Where the gateway's wrapped secrets rest: one row, made at installation; a rotation of the log's key or of the vault's puts another in
/// its place.
/// </summary>
public interface IWrappedSecretStore
{
    /// <summary>The secrets, or null before installation.</summary>
    ValueTask<WrappedGatewaySecrets?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Stores them durably unless there are some already; false then, and nothing is changed.</summary>
    ValueTask<bool> TryAddAsync(WrappedGatewaySecrets secrets, CancellationToken cancellationToken);
}
