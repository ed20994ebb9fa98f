using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Records.Erasure;
using Gateway.Records.Retention;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys.Acts;

/// <summary>Makes the acts that take two people: for a proposal from what is asked, for its approval from what was stored.</summary>
internal sealed class TwoPersonActs(
    PolicyInformationPoint registers, IPartyStore parties, SqlKeyStore keys, PartyKeyRing ring, VaultKey vault, RecipientKeys recipients,
    Erasures erasures, RetentionRules retentionRules, RetentionErasures retentionErasures, AuditLog log,
    GatewaySecretKeeper keeper)
{
    /// <summary>By code, from the content of a proposal.</summary>
    public IReadOnlyDictionary<string, Func<JsonObject, ITwoPersonAct>> All => new Dictionary<string, Func<JsonObject, ITwoPersonAct>>
    {
        [Erasures.Act] = erasures.ActOf,
        [RetentionRules.Act] = retentionRules.ActOf,
        [RetentionErasures.Act] = retentionErasures.ActOf,
        [Acts.RotatePartyKeys.Act] = content => RotatePartyKeys(new PartyId(Text(content, "party"))),
        [Acts.RetirePartyKeys.Act] = content => RetirePartyKeys(new PartyId(Text(content, "party"))),
        [Acts.RotateVaultKey.Act] = content => RotateVaultKey(Text(content, "to")),
        [Acts.RotateLogKey.Act] = content => RotateLogKey(Text(content, "from")),
        [Acts.ReplaceSigningKey.Act] = content => ReplaceSigningKey(
            EcPublicKey.FromJwk(Text(content, "jwk")), Text(content, "proof"),
            [.. content["compromised"]!.AsArray().Select(k => k!.GetValue<string>())]),
        [Acts.ReplaceRecipientKey.Act] = content => ReplaceRecipientKey(EcPublicKey.FromJwk(Text(content, "jwk")),
            DateOnly.ParseExact(Text(content, "validUntil"), "yyyy-MM-dd", CultureInfo.InvariantCulture), Text(content, "proof")),
    };

    public RotatePartyKeys RotatePartyKeys(PartyId of) => new(of, registers, parties, keys, ring);

    public RetirePartyKeys RetirePartyKeys(PartyId of) => new(of, registers, keys, ring);

    public RotateVaultKey RotateVaultKey(string to) => new(to, vault, keys);

    /// <summary>Another key of the log in place of the one that signs now.</summary>
    public RotateLogKey RotateLogKey() => RotateLogKey(log.Verifier.ToString());

    private RotateLogKey RotateLogKey(string from) => new(from, log, keeper, keys);

    public ReplaceRecipientKey ReplaceRecipientKey(EcPublicKey key, DateOnly until, string proof) =>
        new(key, until, proof, registers, parties, recipients);

    public ReplaceSigningKey ReplaceSigningKey(EcPublicKey key, string proof, IReadOnlyList<string> compromised) =>
        new(key, proof, compromised, registers, parties);

    /// <summary>A move to the version of the vault's key that is current now.</summary>
    /// <exception cref="KeysUnavailableException">The vault does not say which is.</exception>
    public async Task<RotateVaultKey> RotateVaultKeyAsync(CancellationToken ct) => RotateVaultKey(await vault.CurrentKeyIdAsync(ct));

    private static string Text(JsonObject content, string name) => content[name]?.GetValue<string>()
        ?? throw new InvalidOperationException($"a proposal lacks `{name}`");
}
