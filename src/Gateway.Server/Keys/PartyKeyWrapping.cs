using System.Security.Cryptography;
using System.Text;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// Making, opening, rotating and rewrapping a party's stored keys. The vault wraps the newest log key; the intake key and the earlier
/// generations are sealed under keys derived from it for this party (HKDF, RFC 5869). So one question to the vault opens all of them, and no part
/// of a row is of use in another party's row.
/// </summary>
internal static class PartyKeyWrapping
{
    public static Task<WrappedPartyKeys> CreateAsync(string party, VaultKey vault, CancellationToken ct) =>
        MakeAsync(party, BoxKeys.First, [], vault, ct);

    /// <exception cref="KeysUnavailableException">The vault does not open them, or the row was changed.</exception>
    public static async Task<PartyKeys> OpenAsync(string party, WrappedPartyKeys stored, VaultKey vault, CancellationToken ct)
    {
        using var opened = await OpenedKeys.OfAsync(party, stored, vault, ct);
        var generations = new List<PartyKeyGeneration>();
        try
        {
            foreach (var (number, logKey, pkcs8) in opened.All)
                generations.Add(new PartyKeyGeneration(number, pkcs8.Length == 0 ? null : AgreementKey.FromPkcs8(pkcs8), logKey.ToArray()));
            // Senders seal to the stored public half: where it is not this key's, somebody changed the row.
            if (generations[0].Intake?.Public.ToJwk() == stored.IntakeJwk) return new PartyKeys(party, generations);
            throw new KeysUnavailableException($"the intake key of `{party}` is not the one published");
        }
        catch (Exception e) when (e is EnvelopeException or KeysUnavailableException)
        {
            foreach (var generation in generations)
            {
                generation.Intake?.Dispose();
                CryptographicOperations.ZeroMemory(generation.LogKey);
            }
            throw e as KeysUnavailableException ?? new KeysUnavailableException($"the stored keys of `{party}` do not open", e);
        }
    }

    /// <summary>A new generation; what the earlier ones sealed still opens, and is not touched.</summary>
    /// <exception cref="KeysUnavailableException">The vault does not open or wrap.</exception>
    public static async Task<WrappedPartyKeys> RotateAsync(WrappedPartyKeys stored, VaultKey vault, CancellationToken ct)
    {
        using var opened = await OpenedKeys.OfAsync(stored.Party, stored, vault, ct);
        return await MakeAsync(stored.Party, stored.Generation + 1, opened.All, vault, ct);
    }

    /// <summary>
    /// Without the intake keys of the earlier generations: what is still on its way to one of them is refused from now on. Null where
    /// there is none.
    /// </summary>
    /// <exception cref="KeysUnavailableException">The vault does not open.</exception>
    public static async Task<WrappedPartyKeys?> RetireAsync(WrappedPartyKeys stored, VaultKey vault, CancellationToken ct)
    {
        using var opened = await OpenedKeys.OfAsync(stored.Party, stored, vault, ct);
        if (opened.All.Skip(1).All(g => g.Pkcs8.Length == 0)) return null;
        var symmetric = opened.All.Skip(1).Select(g => (g.Number, g.LogKey, Array.Empty<byte>())).ToList();
        return stored with { SealedEarlier = SealEarlier(symmetric, opened.All[0].LogKey, stored.Party) };
    }

    /// <summary>The same keys under another version of the vault's key; no section is touched.</summary>
    /// <exception cref="KeysUnavailableException">The vault does not open or wrap.</exception>
    public static async Task<WrappedPartyKeys> RewrapAsync(WrappedPartyKeys stored, VaultKey from, VaultKey to, CancellationToken ct)
    {
        var wrap = await from.RewrapAsync(stored.VaultKeyId, stored.WrappedLogKey, to, ct);
        return stored with { VaultKeyId = wrap.KeyId, WrappedLogKey = wrap.Wrapped };
    }

    private static async Task<WrappedPartyKeys> MakeAsync(
        string party, int generation, IReadOnlyList<(int, byte[], byte[])> earlier, VaultKey vault, CancellationToken ct)
    {
        using var intake = AgreementKey.Generate();
        var logKey = RandomNumberGenerator.GetBytes(32);
        var pkcs8 = intake.ExportPkcs8();
        try
        {
            using var intakeKey = Derived(logKey, "gateway intake key of", party);
            var wrappedIntake = SealedBox.Seal(intakeKey, pkcs8, Encoding.UTF8.GetBytes(party));
            var wrap = await vault.WrapAsync(logKey, ct);
            return new WrappedPartyKeys(party, wrap.KeyId, wrappedIntake, wrap.Wrapped, intake.Public.ToJwk())
            {
                Generation = generation, SealedEarlier = SealEarlier(earlier, logKey, party),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
            CryptographicOperations.ZeroMemory(logKey);
        }
    }

    private static byte[] SealEarlier(IReadOnlyList<(int, byte[], byte[])> earlier, byte[] logKey, string party)
    {
        if (earlier.Count == 0) return [];
        var bytes = EarlierGenerations.Write(earlier);
        using var key = Derived(logKey, "gateway earlier keys of", party);
        var box = SealedBox.Seal(key, bytes, Encoding.UTF8.GetBytes(party));
        CryptographicOperations.ZeroMemory(bytes);
        return box;
    }

    private static BoxKeys Derived(byte[] logKey, string purpose, string party) => new(new Dictionary<int, byte[]>
    {
        [BoxKeys.First] = HKDF.DeriveKey(HashAlgorithmName.SHA256, logKey, 32, salt: default, info: Encoding.UTF8.GetBytes($"{purpose} {party}")),
    });

    /// <summary>A stored row opened: the newest generation first. Disposing clears all.</summary>
    private sealed class OpenedKeys(List<(int Number, byte[] LogKey, byte[] Pkcs8)> all) : IDisposable
    {
        public List<(int Number, byte[] LogKey, byte[] Pkcs8)> All => all;

        public static async Task<OpenedKeys> OfAsync(string party, WrappedPartyKeys stored, VaultKey vault, CancellationToken ct)
        {
            var logKey = await vault.UnwrapAsync(stored.VaultKeyId, stored.WrappedLogKey, ct);
            try
            {
                if (logKey.Length != 32) throw new EnvelopeException("the log key is not 32 bytes");
                using var intakeKey = Derived(logKey, "gateway intake key of", party);
                var pkcs8 = SealedBox.Open(intakeKey, stored.WrappedIntake, Encoding.UTF8.GetBytes(party));
                return new OpenedKeys([(stored.Generation, logKey, pkcs8), .. Earlier(party, stored, logKey)]);
            }
            catch (EnvelopeException e)
            {
                CryptographicOperations.ZeroMemory(logKey);
                throw new KeysUnavailableException($"the stored keys of `{party}` do not open", e);
            }
        }

        public void Dispose() => EarlierGenerations.Clear(all);

        private static List<(int, byte[], byte[])> Earlier(string party, WrappedPartyKeys stored, byte[] logKey)
        {
            if (stored.SealedEarlier.Length == 0) return [];
            using var key = Derived(logKey, "gateway earlier keys of", party);
            var bytes = SealedBox.Open(key, stored.SealedEarlier, Encoding.UTF8.GetBytes(party));
            var earlier = EarlierGenerations.Read(bytes);
            CryptographicOperations.ZeroMemory(bytes);
            return earlier;
        }
    }
}
