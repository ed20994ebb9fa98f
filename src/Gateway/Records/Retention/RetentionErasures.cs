using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Records.Erasure;

namespace Gateway.Records.Retention;

/// <summary>
/// Erasing a party's log details past their time: looked at beforehand, proposed by one registrar, approved by another, and then carried out part
/// by part, whatever is killed in between.
/// </summary>
public sealed class RetentionErasures(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IRetentionStore store, DetailScan scan, IErasureStore erasures, BackupTime backups)
{
    /// <summary>Code of the act.</summary>
    public const string Act = EraseDetailsAct.Act;

    /// <summary>The word by which erasures of it are listed.</summary>
    public const string Scope = "log-details";

    private const int Most = 100;

    /// <summary>Told after each approval that is durable, so that it is carried out; a sweep that is not told of it makes it up.</summary>
    public Action Approved { get; set; } = () => { };

    /// <summary>The act that a proposal holds.</summary>
    public ITwoPersonAct ActOf(JsonObject content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return ActOf(RetentionScope.Read(content), content["registrationNumber"]?.GetValue<string>() ?? "");
    }

    /// <summary>Counts, per rule of the caller's party, what is past its time now and what of it is held.</summary>
    /// <exception cref="RefusedException">The role is missing.</exception>
    public async Task<(RetentionScope Scope, IReadOnlyList<Receipt> Receipts)> PreviewAsync(Caller caller, CancellationToken ct)
    {
        // Logged before it is counted: that takes its time, and is shown to nobody whose look is not in the log.
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, RecordDeposit.Role, token);
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.AuditLookup, Holder = caller.Party,
                    HolderView = new JsonObject { ["officer"] = caller.Officer, ["lookedAt"] = "log details past their time" },
                },
            ];
        }, ct);
        return (await scan.CountAsync(caller.Party, await store.RulesAsync(caller.Party, ct), gate.Now, ct), receipts);
    }

    /// <summary>Proposes to erase what a look at this moment shows.</summary>
    /// <exception cref="RefusedException">
    /// The role or the number is missing, nothing is to be erased, or another such erasure is under way.
    /// </exception>
    public async Task<(string Id, IReadOnlyList<Receipt> Receipts)> ProposeAsync(
        Proposals proposals, Caller caller, string registrationNumber, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        var (scope, _) = await PreviewAsync(caller, ct);
        if (scope.Free == 0) throw new RefusedException(Refusal.WrongState, "no log detail is past its time and free of holds");
        return await proposals.ProposeAsync(caller, ActOf(scope, ""), registrationNumber, ct);
    }

    /// <summary>Those of the caller's party, the newest first, and how far each has come.</summary>
    /// <exception cref="RefusedException">The role is missing.</exception>
    public async Task<IReadOnlyList<RetentionRun>> ListAsync(Caller caller, CancellationToken ct)
    {
        await registers.OfficerWithAsync(caller, RecordDeposit.Role, ct);
        return await store.ListAsync(caller.Party, Most, ct);
    }

    /// <summary>Carries out what was approved. A party that fails does not hold up the others.</summary>
    /// <returns>How many are done now, for the files to be swept, and the failures, which the next sweep tries again.</returns>
    public async Task<(int Done, IReadOnlyList<Exception> Failures)> SweepAsync(CancellationToken ct)
    {
        var done = 0;
        List<Exception> failures = [];
        foreach (var run in await store.ListOpenAsync(ct))
        {
            try
            {
                while (await scan.EraseNextAsync(run.Id, gate.Now, ct)) ct.ThrowIfCancellationRequested();
                await FinishAsync(run, ct);
                done++;
            }
            catch (Exception e) when (e is not OperationCanceledException) // one that fails must not hide the others
            {
                failures.Add(e);
            }
        }
        return (done, failures);
    }

    private Task FinishAsync(RetentionRun begun, CancellationToken ct) => gate.RecordAsync(begun.Party, async (work, token) =>
    {
        var run = await store.FindOpenAsync(work, begun.Id, token) ?? throw new RefusedException(Refusal.UnderWay, "another process has done it");
        scan.RequireProven(run);
        var (at, counts) = (gate.Now, new ErasureCounts(0, 0, 0, 0, 0, run.Erased));
        await store.AdvanceAsync(work, run with { DoneAt = at }, token);
        await erasures.AddAsync(work, new ErasureDone(run.Id, run.Party, Scope, counts, at, backups.GoneBy(at), SweptAt: null), token);
        return [Entry(run, backups.GoneBy(at))];
    }, ct);

    private static EntryDraft Entry(RetentionRun run, DateOnly goneBy) => new()
    {
        Kind = EntryKind.Erasure, Holder = run.Party,
        HolderView = new JsonObject
        {
            ["act"] = Act, ["step"] = "done", ["erasure"] = run.Id, ["registrationNumber"] = run.RegistrationNumber,
            ["goneFromBackupsBy"] = $"{goneBy:yyyy-MM-dd}",
            ["kinds"] = new JsonArray([.. run.Parts.Select(p =>
                new JsonObject { ["kind"] = p.Cut.Kind.Word(), ["erased"] = p.Free, ["held"] = p.Held })]),
        },
    };

    private EraseDetailsAct ActOf(RetentionScope scope, string registrationNumber) =>
        new(scope, registrationNumber, gate, store, scan, () => Approved());
}
