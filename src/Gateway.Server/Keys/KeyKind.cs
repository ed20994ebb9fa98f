namespace Gateway.Server.Keys;

/// <summary>What a key of <see cref="KeyList"/> is for.</summary>
internal enum KeyKind
{
    /// <summary>Not known.</summary>
    Unspecified = 0,

    /// <summary>A version of the vault's key.</summary>
    Vault,

    /// <summary>The key that signs the log's checkpoints.</summary>
    Log,

    /// <summary>A party's intake key, whose generation counts for the keys of what rests as well.</summary>
    Party,
}
