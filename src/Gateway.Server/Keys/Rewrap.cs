namespace Gateway.Server.Keys;

/// <summary>What is stored and what goes in its place: the same keys under another version of the vault's key.</summary>
public sealed record Rewrap<T>(T Was, T Now);
