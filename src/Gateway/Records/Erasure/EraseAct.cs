using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Records.Erasure;

/// <summary>
/// Erasing what a party has in a scope. In one work: earlier recipients are told, the rows are erased, and the entry says how much that was
/// and nothing of what it was.
/// </summary>
internal sealed class EraseAct(ErasureScope scope, PolicyEnforcementPoint gate, IErasureStore store, FollowUps followUps, BackupTime backups,
    Action carried) : ITwoPersonAct
{
    public const string Act = "erase";

    public string Code => Act;

    public string Role => RecordDeposit.Role;

    public bool IsOperators => false;

    public EntryKind Kind => EntryKind.Erasure;

    public JsonObject Content => scope.Write();

    public JsonObject Logged => scope.WriteForTheLog();

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> PersonsAsync(IWork work, PartyId party, CancellationToken ct) =>
        store.PersonsAsync(work, party, scope, ct);

    public ValueTask PrepareAsync(PartyId party, CancellationToken ct) => ValueTask.CompletedTask;

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct) => await CountAsync(work, party, gate.Now, ct);

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        var counts = await CountAsync(work, party, at, ct);
        foreach (var recipient in await store.RecipientsAsync(work, party, scope, ct))
            await followUps.AddAsync(
                work, FollowUpKind.ErasureInstruction, recipient.Party, party, recipient.Reference, recipient.Category, "", ct);
        await store.EraseAsync(work, party, scope, at, ct);
        var done = new ErasureDone(Identifiers.New(at), party, scope.Word, counts, at, backups.GoneBy(at), SweptAt: null);
        await store.AddAsync(work, done, ct);
        return new JsonObject
        {
            ["erasure"] = done.Id, ["counts"] = counts.Write(), ["goneFromBackupsBy"] = $"{done.GoneFromBackupsBy:yyyy-MM-dd}",
        };
    }

    public void Carried(PartyId party) => carried();

    private async ValueTask<ErasureCounts> CountAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        var counts = await store.CountAsync(work, party, scope, ct);
        if (counts.IsNothing) throw RefusedException.NotFound();
        var heldBy = await store.HeldByAsync(work, party, scope, at, ct);
        return heldBy.Count == 0 ? counts : throw new RefusedException(Refusal.WrongState, $"it is held by: {string.Join(", ", heldBy)}");
    }
}
