using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Server.Keys.Acts;

/// <summary>
/// Another signing key for the officers' own party: it counts at once. What the earlier ones signed still verifies, but for those that somebody
/// else may have: what these signed is deposited anew.
/// </summary>
internal sealed class ReplaceSigningKey(
    EcPublicKey key, string proof, IReadOnlyList<string> compromised, PolicyInformationPoint registers, IPartyStore parties) : ITwoPersonAct
{
    public const string Act = "replace-signing-key";

    public string Code => Act;

    public string Role => PartyDirectory.RegistrarRole;

    public bool IsOperators => false;

    public EntryKind Kind => EntryKind.Key;

    public JsonObject Content => new()
    {
        ["keyId"] = key.KeyId, ["jwk"] = key.ToJwk(), ["proof"] = proof, ["compromised"] = EntryView.Texts(compromised),
    };

    public ValueTask PrepareAsync(PartyId party, CancellationToken ct) => ValueTask.CompletedTask;

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct)
    {
        if (!KeyPossession.IsProven(proof, party.ToString(), key))
            throw RefusedException.BadField("proof", "is not this key's signature over its party and thumbprint");
        var known = await registers.PartyAsync(work, party, "party", ct);
        string[] signing = [.. known.EarlierSigningKeys, known.SigningKey];
        if (signing.Append(known.RecipientKey).Append(known.IntakeKey).Any(jwk => IdOf(jwk) == key.KeyId))
            throw RefusedException.BadField("signing_key", "is one of the party's keys: a new one is needed");
        if (compromised.Except(signing.Select(IdOf)).Any())
            throw RefusedException.BadField("compromised_key_ids", "names a key that is none of those the party signs or signed with");
    }

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        await CheckAsync(work, party, ct);
        var known = await registers.PartyAsync(work, party, "party", ct);
        List<string> earlier = [.. known.EarlierSigningKeys.Append(known.SigningKey).Where(jwk => !compromised.Contains(IdOf(jwk)))];
        await parties.SavePartyAsync(work, registers.Prove(known with { SigningKey = key.ToJwk(), EarlierSigningKeys = earlier }), ct);
        return new JsonObject { ["replaced"] = IdOf(known.SigningKey) };
    }

    public void Carried(PartyId party)
    {
        // Nothing of it is kept in memory.
    }

    private static string IdOf(string jwk) => EcPublicKey.FromJwk(jwk).KeyId;
}
