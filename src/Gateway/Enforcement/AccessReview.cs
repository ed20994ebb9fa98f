using System.Text.Json.Nodes;
using Gateway.Audit;

namespace Gateway.Enforcement;

/// <summary>One access to a person, as the reviewing party may see it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="View">The detail, canonical JSON; empty where the party has erased it.</param>
public sealed record Access(StoredEntry Entry, ReadOnlyMemory<byte> View);

/// <summary>A legal reviewer's look-up of every access to one person. The look-up is itself an entry, and in its own list.</summary>
public sealed class AccessReview(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, AuditLog log, LogKeys keys)
{
    /// <summary>Role that reviews.</summary>
    public const string Role = "legal-reviewer";

    /// <summary>The most entries of one answer.</summary>
    public const int Most = 1000;

    /// <summary>Logs the look-up, then lists what the caller's party has a view of.</summary>
    /// <param name="caller">Who reviews.</param>
    /// <param name="subject">Pseudonym of the person.</param>
    /// <param name="caseId">The reviewer's case.</param>
    /// <param name="justification">Why; kept sealed in the entry.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="RefusedException">The role is missing, or the case is not an open one of the caller's about the person.</exception>
    public async Task<(IReadOnlyList<Access> Accesses, IReadOnlyList<Receipt> Receipts)> ListAsync(
        Caller caller, ReadOnlyMemory<byte> subject, string caseId, string justification, CancellationToken ct)
    {
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var reviewer = await registers.OfficerWithAsync(work, caller, Role, token);
            registers.RefuseConflict(reviewer, [subject]);
            var about = await registers.CaseAsync(work, caller, caseId, subject, token);
            if (about is not { IsOpen: true, IsAssigned: true, ConcernsSubject: true })
                throw RefusedException.BadField("case_id", "an open case of yours about this person is needed");
            return (IReadOnlyList<EntryDraft>)
            [
                new EntryDraft
                {
                    Kind = EntryKind.AuditLookup, Holder = caller.Party, Subject = subject,
                    HolderView = new JsonObject { ["officer"] = caller.Officer, ["case"] = caseId, ["justification"] = justification },
                },
            ];
        }, ct);
        using var key = await keys.LeaseAsync(caller.Party, ct);
        var entries = await log.FindBySubjectAsync(caller.Party, subject, Most, ct);
        return ([.. entries.Select(e => new Access(e, e.IsDetailErased ? default : e.Open(key.Keys).Json))], receipts);
    }
}
