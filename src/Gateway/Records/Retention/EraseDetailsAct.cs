using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Records.Retention;

/// <summary>
/// Erasing a party's log details past their time, as they were counted when it was proposed. The approval begins a run, which is carried out in
/// parts behind it (<see cref="RetentionErasures.SweepAsync"/>).
/// </summary>
internal sealed class EraseDetailsAct(
    RetentionScope scope, string registrationNumber, PolicyEnforcementPoint gate, IRetentionStore store, DetailScan scan, Action carried)
    : ITwoPersonAct
{
    public const string Act = "erase-log-details";

    public string Code => Act;

    public string Role => RecordDeposit.Role;

    public bool IsOperators => false;

    public EntryKind Kind => EntryKind.Erasure;

    public JsonObject Content => scope.Write();

    /// <summary>Where a hold was lifted since, more would go than the approver reads, or what is read as held: that is proposed anew.</summary>
    public async ValueTask PrepareAsync(PartyId party, CancellationToken ct)
    {
        var now = await scan.CountAsync(party, scope.Cuts, gate.Now, ct);
        foreach (var (then, since) in scope.Counts.Zip(now))
            if (since.Free > then.Free || since.Held < then.Held)
                throw new RefusedException(Refusal.WrongState,
                    $"of `{then.Cut.Kind.Word()}` more would be erased now than was proposed, or less is held: propose anew");
    }

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct)
    {
        if (await store.IsUnderWayAsync(work, party, ct)) throw new RefusedException(Refusal.WrongState, "an erasure of log details is under way");
        // Asked again here: the clock may have been set back since, and a rule may be one that no two people set.
        if (scope.Cuts.Any(c => !RetentionRule.MayBeFor(c.Kind) || c.Days is < RetentionRule.LeastDays or > RetentionRule.MostDays
            || c.Before > gate.Now - TimeSpan.FromDays(c.Days)))
            throw new RefusedException(Refusal.WrongState, "what was proposed is not past a time that a rule may have: propose anew");
        var rules = (await store.RulesAsync(work, party, ct)).ToDictionary(r => r.Kind, r => r.Days);
        if (scope.Cuts.Any(c => rules.GetValueOrDefault(c.Kind) != c.Days))
            throw new RefusedException(Refusal.WrongState, "the retention rules have changed since: propose anew");
    }

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        await CheckAsync(work, party, ct);
        var run = new RetentionRun(Identifiers.New(at), party, registrationNumber, at, Next: 0, DoneAt: null,
            [.. scope.Counts.Select(c => new RetentionCount(c.Cut) { Most = c.Free })]);
        await store.AddAsync(work, scan.Prove(run), ct);
        return new JsonObject { ["erasure"] = run.Id };
    }

    public void Carried(PartyId party) => carried();
}
