using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys.Acts;

/// <summary>
/// The end of a party's earlier intake keys, by the operator: what senders still seal to one of them is refused from then on. What was
/// taken in rests under other keys, and opens as before.
/// </summary>
internal sealed class RetirePartyKeys(PartyId of, PolicyInformationPoint registers, SqlKeyStore store, PartyKeyRing ring) : ITwoPersonAct
{
    public const string Act = "retire-party-keys";

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
        if (_was is not null) _now = await ring.RetireAsync(_was, ct);
    }

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct) => await registers.PartyAsync(work, of, "party_id", ct);

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        if (_now is null) throw new RefusedException(Refusal.WrongState, "the party has no earlier intake key");
        if (_was is null || !await store.ReplaceAsync(work, _was, _now, ct))
            throw new RefusedException(Refusal.UnderWay, "the party's keys are being changed; approve again");
        return new JsonObject { ["generation"] = _now.Generation };
    }

    public void Carried(PartyId party) => ring.Forget(of.ToString());
}
