using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Server.Keys.Acts;

/// <summary>
/// Another recipient key for the officers' own party: it counts at once, and the party keeps the earlier private halves to open what was
/// released under them. The proof is checked again for the approval.
/// </summary>
internal sealed class ReplaceRecipientKey(
    EcPublicKey key, DateOnly until, string proof, PolicyInformationPoint registers, IPartyStore parties, RecipientKeys keys) : ITwoPersonAct
{
    public const string Act = "replace-recipient-key";

    public string Code => Act;

    public string Role => PartyDirectory.RegistrarRole;

    public bool IsOperators => false;

    public EntryKind Kind => EntryKind.Key;

    public JsonObject Content => new()
    {
        ["keyId"] = key.KeyId, ["jwk"] = key.ToJwk(), ["validUntil"] = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["proof"] = proof,
    };

    public ValueTask PrepareAsync(PartyId party, CancellationToken ct) => ValueTask.CompletedTask;

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct)
    {
        keys.CheckUntil("valid_until", until);
        if (!KeyPossession.IsProven(proof, party.ToString(), key, until))
            throw RefusedException.BadField("proof", "is not this key's signature over its party, thumbprint and last day");
        if ((await registers.PartyAsync(work, party, "party", ct)).SigningKey == key.ToJwk())
            throw RefusedException.BadField("recipient_key", "one key is not used for two ends");
    }

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        await CheckAsync(work, party, ct);
        var known = await registers.PartyAsync(work, party, "party", ct);
        await keys.AddAsync(work, Of(party, key, until, proof), ct);
        await parties.SavePartyAsync(
            work, registers.Prove(known with { RecipientKey = key.ToJwk(), RecipientKeyUntil = until, RecipientKeyRevocation = KeyRevocation.None }),
                ct);
        return new JsonObject { ["replaced"] = EcPublicKey.FromJwk(known.RecipientKey).KeyId };
    }

    public void Carried(PartyId party)
    {
        // Nothing of it is kept in memory.
    }

    /// <summary>A key as it is registered.</summary>
    public static RecipientKey Of(PartyId party, EcPublicKey key, DateOnly until, string proof) => new()
    {
        Thumbprint = key.KeyId, Party = party, Jwk = key.ToJwk(), Proof = proof, ValidUntil = until, RegisteredAt = default,
    };
}
