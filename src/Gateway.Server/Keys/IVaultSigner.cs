namespace Gateway.Server.Keys;

/// <summary>An ECDSA key on P-256 that the operator keeps apart from the database, in a file or a Key Vault, and that signs there.</summary>
internal interface IVaultSigner
{
    /// <summary>Signs a text under the version of the key that signs now.</summary>
    /// <exception cref="Crypto.KeysUnavailableException">It cannot be had, or is no such key.</exception>
    /// <exception cref="KeyVaultException">The vault did not sign.</exception>
    Task<VaultSignature> SignAsync(ReadOnlyMemory<byte> text, CancellationToken ct);
}
