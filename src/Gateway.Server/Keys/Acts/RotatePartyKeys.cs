using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys.Acts;

/// <summary>A new generation of one party's keys, made by the operator. What the earlier ones sealed still opens, and is not touched.</summary>
internal sealed class RotatePartyKeys(
    PartyId of, PolicyInformationPoint registers, IPartyStore parties, SqlKeyStore store, PartyKeyRing ring) : ITwoPersonAct
{
    public const string Act = "rotate-party-keys";

    private WrappedPartyKeys? _was;
    private WrappedPartyKeys? _now;

    public string Code => Act;

    public string Role => PartyDirectory.OperatorRole;

    public bool IsOperators => true;

    public EntryKind Kind => EntryKind.Key;

    public JsonObject Content => new() { ["party"] = of.ToString() };

    public async ValueTask PrepareAsync(PartyId party, CancellationToken ct)
    {
        _was = await store.FindAsync(of.ToString(), ct);
        if (_was is not null) _now = await ring.RotateAsync(_was, ct);
    }

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct) => await registers.PartyAsync(work, of, "party_id", ct);

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        var known = await registers.PartyAsync(work, of, "party_id", ct);
        if (_was is null || _now is null || !await store.ReplaceAsync(work, _was, _now, ct))
            throw new RefusedException(Refusal.UnderWay, "the party's keys are being changed; approve again");
        await parties.SavePartyAsync(work, registers.Prove(known with { IntakeKey = _now.IntakeJwk }), ct);
        return new JsonObject { ["generation"] = _now.Generation, ["intakeKey"] = EcPublicKey.FromJwk(_now.IntakeJwk).KeyId };
    }

    public void Carried(PartyId party) => ring.Forget(of.ToString());
}
