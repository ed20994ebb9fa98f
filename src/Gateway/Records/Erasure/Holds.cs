using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Records.Erasure;

/// <summary>
/// Placing and lifting holds. The registration number of the ground stands in the sealed entry alone: beside a pseudonym it would name the
/// person.
/// </summary>
public sealed class Holds(PolicyEnforcementPoint gate, PolicyInformationPoint registers, IErasureStore store)
{
    /// <summary>Places a hold on a record of the caller's party, or on a person.</summary>
    /// <exception cref="RefusedException">The role is missing, or the party has no such record.</exception>
    public async Task<(string Id, IReadOnlyList<Receipt> Receipts)> PlaceAsync(
        Caller caller, string? record, ReadOnlyMemory<byte> person, string registrationNumber, CancellationToken ct)
    {
        var hold = new Hold(Identifiers.New(gate.Now), caller.Party, record, person);
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await RequireAsync(work, caller, hold, token);
            if (record is not null && !await store.HasRecordAsync(work, caller.Party, record, token)) throw RefusedException.NotFound();
            await store.AddHoldAsync(work, hold, token);
            return [Entry(caller, hold, "hold-placed", registrationNumber)];
        }, ct);
        return (hold.Id, receipts);
    }

    /// <summary>Lifts a hold of the caller's party.</summary>
    /// <exception cref="RefusedException">The role is missing, or the party has no such hold.</exception>
    public Task<IReadOnlyList<Receipt>> LiftAsync(Caller caller, string id, string registrationNumber, CancellationToken ct) =>
        gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, RecordDeposit.Role, token);
            var hold = await store.RemoveHoldAsync(work, caller.Party, id, token) ?? throw RefusedException.NotFound();
            await RequireAsync(work, caller, hold, token);
            return [Entry(caller, hold, "hold-lifted", registrationNumber)];
        }, ct);

    private async ValueTask RequireAsync(IWork work, Caller caller, Hold hold, CancellationToken ct)
    {
        var officer = await registers.OfficerWithAsync(work, caller, RecordDeposit.Role, ct);
        var kind = hold.Record is null ? ErasureScopeKind.Person : ErasureScopeKind.Record;
        var held = new ErasureScope { Kind = kind, Record = hold.Record, Person = hold.Person };
        var persons = await store.PersonsAsync(work, caller.Party, held, ct);
        if (persons.Count > 0) registers.RefuseConflict(officer, persons);
    }

    private static EntryDraft Entry(Caller caller, Hold hold, string act, string registrationNumber) => new()
    {
        Kind = EntryKind.Erasure, Holder = caller.Party, Subject = hold.Person,
        HolderView = new JsonObject
        {
            ["officer"] = caller.Officer, ["act"] = act, ["hold"] = hold.Id, ["registrationNumber"] = registrationNumber,
        },
    };
}
