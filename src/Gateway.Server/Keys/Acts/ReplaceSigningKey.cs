using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Server.Keys.Acts;

/// <summary>
/// Another signing key for the officers' own party: it counts at once. What the earlier one signed still verifies, unless somebody else may
/// have it: then those sections are deposited anew.
/// </summary>
internal sealed class ReplaceSigningKey(
    EcPublicKey key, string proof, bool isEarlierCompromised, PolicyInformationPoint registers, IPartyStore parties) : ITwoPersonAct
{
    public const string Act = "replace-signing-key";

    public string Code => Act;

    public string Role => PartyDirectory.RegistrarRole;

    public bool IsOperators => false;

    public EntryKind Kind => EntryKind.Key;

    public JsonObject Content => new()
    {
        ["keyId"] = key.KeyId, ["jwk"] = key.ToJwk(), ["proof"] = proof, ["earlierIsCompromised"] = isEarlierCompromised,
    };

    public ValueTask PrepareAsync(PartyId party, CancellationToken ct) => ValueTask.CompletedTask;

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct)
    {
        if (!KeyPossession.IsProven(proof, party.ToString(), key))
            throw RefusedException.BadField("proof", "is not this key's signature over its party and thumbprint");
        var known = await registers.PartyAsync(work, party, "party", ct);
        string[] taken = [known.SigningKey, known.RecipientKey, known.IntakeKey, .. known.EarlierSigningKeys];
        if (taken.Any(jwk => EcPublicKey.FromJwk(jwk).KeyId == key.KeyId))
            throw RefusedException.BadField("signing_key", "is or was one of the party's keys: a new one is needed");
    }

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        await CheckAsync(work, party, ct);
        var known = await registers.PartyAsync(work, party, "party", ct);
        IReadOnlyList<string> earlier = isEarlierCompromised ? known.EarlierSigningKeys : [.. known.EarlierSigningKeys, known.SigningKey];
        await parties.SavePartyAsync(work, registers.Prove(known with { SigningKey = key.ToJwk(), EarlierSigningKeys = earlier }), ct);
        return new JsonObject { ["replaced"] = EcPublicKey.FromJwk(known.SigningKey).KeyId };
    }

    public void Carried(PartyId party)
    {
        // Nothing of it is kept in memory.
    }
}
