using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys;

/// <summary>Which keys there are, for the operator. The look-up is an entry; no secret is read for it.</summary>
internal sealed class KeyList(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, OperatorParty operatorParty, SqlKeyStore store, VaultKey vault, AuditLog log)
{
    /// <exception cref="RefusedException">The caller is not the operator.</exception>
    /// <exception cref="KeysUnavailableException">The vault does not say which version is current.</exception>
    public async Task<IReadOnlyList<ListedKey>> ListAsync(Caller caller, CancellationToken ct)
    {
        await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, PartyDirectory.OperatorRole, token);
            if (caller.Party != operatorParty.Id) throw RefusedException.RoleMissing(PartyDirectory.OperatorRole);
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.AuditLookup, Holder = caller.Party,
                    HolderView = new JsonObject { ["officer"] = caller.Officer, ["lookedAt"] = "keys" },
                },
            ];
        }, ct);
        var current = await vault.CurrentKeyIdAsync(ct);
        var wraps = await store.ListWrapsAsync(ct);
        var ofLog = wraps.First(w => w.Party.Length == 0);
        return
        [
            .. wraps.Select(w => w.VaultKeyId).Append(current).Distinct().Order(StringComparer.Ordinal)
                .Select(id => new ListedKey(KeyKind.Vault, "", id, 0, "", null, id == current)),
            .. (await log.SuccessionsAsync(ct)).Select(s => new ListedKey(KeyKind.Log, "", s.From.ToString(), 0, "", null, IsCurrent: false)),
            new ListedKey(KeyKind.Log, "", log.Verifier.ToString(), 0, ofLog.VaultKeyId, null, IsCurrent: true),
            .. (await store.ListAsync(ct)).Select(k => new ListedKey(
                KeyKind.Party, k.Party, EcPublicKey.FromJwk(k.IntakeJwk).KeyId, k.Generation, k.VaultKeyId,
                k.MadeAt == DateTimeOffset.UnixEpoch ? null : k.MadeAt, IsCurrent: true)),
        ];
    }
}
