namespace Gateway.Server.Keys;

/// <summary>A key as a vault wrapped it.</summary>
/// <param name="KeyId">The vault key and its version: stored beside the wrap, for that version alone opens it.</param>
/// <param name="Wrapped">The wrapped key.</param>
public sealed record VaultWrap(string KeyId, byte[] Wrapped);
