namespace Gateway.Server.Keys;

/// <summary>A key as the operator sees it: nothing of it is secret.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Party">Whose; empty for one of the gateway as a whole.</param>
/// <param name="KeyId">The vault's id of the version, the log's verifier key, or the intake key's thumbprint.</param>
/// <param name="Generation">Generation of a party's keys; 0 elsewhere.</param>
/// <param name="VaultKeyId">The version of the vault's key that wraps it; empty for a version of that key itself.</param>
/// <param name="Since">When it was made; null where that is not known here.</param>
/// <param name="IsCurrent">Whether new things are wrapped or signed by it, or sealed to it.</param>
internal sealed record ListedKey(
    KeyKind Kind, string Party, string KeyId, int Generation, string VaultKeyId, DateTimeOffset? Since, bool IsCurrent);
