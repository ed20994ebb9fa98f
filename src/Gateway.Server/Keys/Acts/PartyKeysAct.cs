using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Keys;

namespace Gateway.Server.Keys.Acts;

/// <summary>A change of one party's stored keys by the operator: made with the vault beforehand, put in place in the work of the approval.</summary>
internal abstract class PartyKeysAct(PartyId of, PolicyInformationPoint registers, SqlKeyStore store, PartyKeyRing ring) : ITwoPersonAct
{
    private WrappedPartyKeys? _was;
    private WrappedPartyKeys? _now;

    public abstract string Code { get; }

    public string Role => PartyDirectory.OperatorRole;

    public bool IsOperators => true;

    public EntryKind Kind => EntryKind.Key;

    public JsonObject Content => new() { ["party"] = of.ToString() };

    public async ValueTask PrepareAsync(PartyId party, CancellationToken ct)
    {
        _was = await store.FindAsync(of.ToString(), ct);
        if (_was is not null) _now = await ChangeAsync(_was, ct);
    }

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct) => await registers.PartyAsync(work, of, "party_id", ct);

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        var known = await registers.PartyAsync(work, of, "party_id", ct);
        if (_now is null) throw new RefusedException(Refusal.WrongState, "the party has no keys that this would change");
        if (_was is null || !await store.ReplaceAsync(work, _was, _now, ct))
            throw new RefusedException(Refusal.UnderWay, "the party's keys are being changed; approve again");
        return await FollowAsync(work, known, _now, ct);
    }

    public void Carried(PartyId party) => ring.Forget(of.ToString());

    /// <summary>The keys as they are to be stored; null where there is nothing to change.</summary>
    protected abstract Task<WrappedPartyKeys?> ChangeAsync(WrappedPartyKeys stored, CancellationToken ct);

    /// <summary>What else follows within the work; answers what the entry says.</summary>
    protected virtual ValueTask<JsonObject> FollowAsync(IWork work, Party party, WrappedPartyKeys now, CancellationToken ct) =>
        new(new JsonObject { ["generation"] = now.Generation });
}
