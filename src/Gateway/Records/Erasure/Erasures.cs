using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;

namespace Gateway.Records.Erasure;

/// <summary>What an erasure would take, and what holds it.</summary>
public sealed record ErasurePreview(ErasureCounts Counts, IReadOnlyList<string> HeldBy, IReadOnlyList<Receipt> Receipts);

/// <summary>
/// Erasure (gallring) of what is a party's own: looked at beforehand, proposed by one registrar on a registered decision, and carried out when
/// another approves (<see cref="Proposals"/>).
/// </summary>
public sealed class Erasures(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IErasureStore store, FollowUps followUps, BackupTime backups)
{
    /// <summary>Code of the act.</summary>
    public const string Act = EraseAct.Act;

    private const int Most = 100;

    /// <summary>Days until what is erased is gone from backups too.</summary>
    public int BackupDays => backups.Days;

    /// <summary>Told after each that is durable, so that the files are swept; a sweep that is not told of it makes it up.</summary>
    public Action Carried { get; set; } = () => { };

    /// <summary>The act of erasing a scope, for <see cref="Proposals"/>.</summary>
    public ITwoPersonAct ActOf(ErasureScope scope) => new EraseAct(scope, gate, store, followUps, backups, () => Carried());

    /// <summary>The act that a proposal holds.</summary>
    public ITwoPersonAct ActOf(JsonObject content) => ActOf(ErasureScope.Read(content));

    /// <summary>Counts what an erasure would take of the caller's party.</summary>
    /// <exception cref="RefusedException">The role is missing, or nothing of the party's is in the scope.</exception>
    public async Task<ErasurePreview> PreviewAsync(Caller caller, ErasureScope scope, CancellationToken ct)
    {
        ErasureCounts? counts = null;
        IReadOnlyList<string> heldBy = [];
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var officer = await registers.OfficerWithAsync(work, caller, RecordDeposit.Role, token);
            var persons = await store.PersonsAsync(work, caller.Party, scope, token);
            if (persons.Count > 0) registers.RefuseConflict(officer, persons);
            counts = await store.CountAsync(work, caller.Party, scope, token);
            heldBy = await store.HeldByAsync(work, caller.Party, scope, gate.Now, token);
            // Whatever was found: who tries persons out is seen by each of them.
            return [.. persons.DefaultIfEmpty().Select(p => LookedAt(caller, scope, p))];
        }, ct);
        if (counts!.IsNothing) throw RefusedException.NotFound(); // the work that counted is done
        return new ErasurePreview(counts, heldBy, receipts);
    }

    /// <summary>Proposes an erasure, after a look at what it would take, which is logged for each person whatever comes of it.</summary>
    /// <exception cref="RefusedException">The role is missing, nothing of the party's is in the scope, or it is held.</exception>
    public async Task<(string Id, IReadOnlyList<Receipt> Receipts)> ProposeAsync(
        Proposals proposals, Caller caller, ErasureScope scope, string registrationNumber, CancellationToken ct)
    {
        await PreviewAsync(caller, scope, ct);
        return await proposals.ProposeAsync(caller, ActOf(scope), registrationNumber, ct);
    }

    /// <summary>Those of the caller's party that were carried out, the newest first.</summary>
    /// <exception cref="RefusedException">The role is missing.</exception>
    public async Task<IReadOnlyList<ErasureDone>> ListAsync(Caller caller, CancellationToken ct)
    {
        await registers.OfficerWithAsync(caller, RecordDeposit.Role, ct);
        return await store.ListAsync(caller.Party, Most, ct);
    }

    private static EntryDraft LookedAt(Caller caller, ErasureScope scope, ReadOnlyMemory<byte> person) => new()
    {
        Kind = EntryKind.AuditLookup, Holder = caller.Party, Subject = person,
        HolderView = new JsonObject { ["officer"] = caller.Officer, ["lookedAt"] = "what an erasure would take", ["scope"] = scope.Word },
    };
}
