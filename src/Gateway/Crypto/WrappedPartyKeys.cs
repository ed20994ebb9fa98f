namespace Gateway.Crypto;

/// <summary>A party's keys as stored: useless without the vault, and for any other party.</summary>
/// <param name="Party">The party's name.</param>
/// <param name="VaultKeyId">The vault key (and version) that wrapped them.</param>
/// <param name="WrappedIntake">
/// The intake key's PKCS #8 in a <see cref="SealedBox"/>, under a key derived from the log key for this party.
/// </param>
/// <param name="WrappedLogKey">The log key, wrapped by the vault.</param>
/// <param name="IntakeJwk">The intake key's public half.</param>
public sealed record WrappedPartyKeys(
    string Party, string VaultKeyId, byte[] WrappedIntake, byte[] WrappedLogKey, string IntakeJwk)
{
    /// <summary>Generation of these keys, from <see cref="BoxKeys.First"/>.</summary>
    public int Generation { get; init; } = BoxKeys.First;

    /// <summary>
    /// The earlier generations in a <see cref="SealedBox"/>, under another key derived from this one's log key; empty in the first.
    /// </summary>
    public byte[] SealedEarlier { get; init; } = [];

    /// <summary>When this generation was made.</summary>
    public DateTimeOffset MadeAt { get; init; }
}
