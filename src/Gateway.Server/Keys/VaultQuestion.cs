namespace Gateway.Server.Keys;

/// <summary>What a vault is asked.</summary>
public enum VaultQuestion
{
    /// <summary>To open a wrap.</summary>
    Unwrap,

    /// <summary>To wrap.</summary>
    Wrap,

    /// <summary>Which version wraps now.</summary>
    Current,
}
