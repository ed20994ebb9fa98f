namespace Gateway.Storage.Keys;

/// <summary>Which version of the vault's key wraps something.</summary>
/// <param name="Party">The party whose keys are wrapped; empty for the gateway's own secrets.</param>
/// <param name="VaultKeyId">The vault key and its version.</param>
public sealed record StoredWrap(string Party, string VaultKeyId);
