namespace Gateway.Crypto;

/// <summary>The gateway's secrets as stored: one wrap of both, so that they cannot be swapped for one another.</summary>
/// <param name="VaultKeyId">The vault key (and version) that wrapped them.</param>
/// <param name="Wrapped">Pseudonym key ‖ log seed (64 bytes), wrapped by the vault.</param>
public sealed record WrappedGatewaySecrets(string VaultKeyId, byte[] Wrapped);
