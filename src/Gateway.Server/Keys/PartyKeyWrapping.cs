using System.Security.Cryptography;
using System.Text;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// Making, opening and rewrapping a party's stored keys. The vault wraps the log key; the intake key is sealed under a key
/// derived from it for this party (HKDF, RFC 5869). So one question to the vault opens both, and neither half of a row is of
/// use in another party's row.
/// </summary>
internal static class PartyKeyWrapping
{
    public static async Task<WrappedPartyKeys> CreateAsync(string party, VaultKey vault, CancellationToken cancellationToken)
    {
        using var intake = AgreementKey.Generate();
        var logKey = RandomNumberGenerator.GetBytes(32);
        var pkcs8 = intake.ExportPkcs8();
        try
        {
            var wrappedIntake = SealIntake(pkcs8, logKey, party);
            var wrap = await vault.WrapAsync(logKey, cancellationToken);
            return new WrappedPartyKeys(party, wrap.KeyId, wrappedIntake, wrap.Wrapped, intake.Public.ToJwk());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
            CryptographicOperations.ZeroMemory(logKey);
        }
    }

    public static async Task<PartyKeys> OpenAsync(
        string party, WrappedPartyKeys stored, VaultKey vault, CancellationToken cancellationToken)
    {
        var logKey = await vault.UnwrapAsync(stored.VaultKeyId, stored.WrappedLogKey, cancellationToken);
        byte[] pkcs8 = [];
        try
        {
            pkcs8 = OpenIntake(stored.WrappedIntake, logKey, party);
            var intake = AgreementKey.FromPkcs8(pkcs8);
            // Senders seal to the stored public half: where it is not this key's, somebody changed the row.
            if (intake.Public.ToJwk() == stored.IntakeJwk) return new PartyKeys(party, intake, logKey);
            intake.Dispose();
            throw new KeysUnavailableException($"the intake key of `{party}` is not the one published");
        }
        catch (EnvelopeException e)
        {
            throw new KeysUnavailableException($"the stored keys of `{party}` do not open", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
            CryptographicOperations.ZeroMemory(logKey);
        }
    }

    /// <summary>The same keys under another vault key; no section is touched.</summary>
    public static async Task<WrappedPartyKeys> RewrapAsync(
        WrappedPartyKeys stored, VaultKey from, VaultKey to, CancellationToken cancellationToken)
    {
        var wrap = await from.RewrapAsync(stored.VaultKeyId, stored.WrappedLogKey, to, cancellationToken);
        return stored with { VaultKeyId = wrap.KeyId, WrappedLogKey = wrap.Wrapped };
    }

    private static byte[] SealIntake(byte[] pkcs8, byte[] logKey, string party)
    {
        Span<byte> key = stackalloc byte[32];
        DeriveIntakeSealingKey(logKey, party, key);
        var box = SealedBox.Seal(key, pkcs8, Encoding.UTF8.GetBytes(party));
        CryptographicOperations.ZeroMemory(key);
        return box;
    }

    private static byte[] OpenIntake(byte[] box, byte[] logKey, string party)
    {
        Span<byte> key = stackalloc byte[32];
        DeriveIntakeSealingKey(logKey, party, key);
        try
        {
            return SealedBox.Open(key, box, Encoding.UTF8.GetBytes(party));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void DeriveIntakeSealingKey(byte[] logKey, string party, Span<byte> key) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, logKey, key, salt: default, info: Encoding.UTF8.GetBytes($"gateway intake key of {party}"));
}
