using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>
/// The gate of every call of legal staff: who may look is tested, and the look is in the log, one entry per person shown, before anything
/// is shown (LED article 25).
/// </summary>
public sealed class LegalLookups(PolicyEnforcementPoint gate, PolicyInformationPoint registers, IViewStore views)
{
    /// <summary>The instant, by the log's clock.</summary>
    public DateTimeOffset Now => gate.Now;

    /// <summary>
    /// The end of a time that goes on no longer than now: what is logged in this millisecond, a look itself included, is within it.
    /// </summary>
    public DateTimeOffset Bounded(DateTimeOffset until) => until < Now ? until : Now + TimeSpan.FromMilliseconds(1);

    /// <summary>Tests the call and logs it.</summary>
    /// <param name="call">Who looks, and why.</param>
    /// <param name="what">What at, for the entries.</param>
    /// <param name="shown">Whom it shows; empty for one entry that names nobody.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="RefusedException">
    /// The role is missing, or the case is not an open one of the caller's (and about the person, where the call is about one), or there is a
    /// conflict of interest.
    /// </exception>
    public async Task<(Officer Reviewer, IReadOnlyList<Receipt> Receipts)> LogAsync(
        LegalCall call, JsonObject what, IReadOnlyCollection<ReadOnlyMemory<byte>> shown, CancellationToken ct)
    {
        Officer? reviewer = null;
        var receipts = await gate.RecordAsync(call.Caller.Party, async (work, token) =>
        {
            reviewer = await ReviewerAsync(work, call, token);
            return Entries(call, what, shown);
        }, ct);
        return (reviewer!, receipts); // set within the work
    }

    /// <summary>Tests the call within a work of its own entries.</summary>
    /// <exception cref="RefusedException">See <see cref="LogAsync"/>.</exception>
    public async ValueTask<Officer> ReviewerAsync(IWork work, LegalCall call, CancellationToken ct)
    {
        var reviewer = await registers.OfficerWithAsync(work, call.Caller, AccessReview.Role, ct);
        registers.RefuseConflict(reviewer, [call.Subject]);
        var about = await registers.CaseAsync(work, call.Caller, call.Case, call.Subject, ct);
        if (about is not { IsOpen: true, IsAssigned: true } || !(call.Subject.IsEmpty || about.ConcernsSubject))
            throw RefusedException.BadField("case_id", call.Subject.IsEmpty
                ? "an open case of yours is needed" : "an open case of yours about this person is needed");
        return reviewer;
    }

    /// <summary>The entries of a look: one per person shown.</summary>
    public static IReadOnlyList<EntryDraft> Entries(LegalCall call, JsonObject what, IReadOnlyCollection<ReadOnlyMemory<byte>> shown)
    {
        what["officer"] = call.Caller.Officer;
        what["case"] = call.Case;
        what["justification"] = call.Justification;
        EntryView view = what;
        return
        [
            .. shown.DefaultIfEmpty().Select(person => new EntryDraft
            {
                Kind = EntryKind.AuditLookup, Holder = call.Caller.Party, Subject = person, HolderView = view,
            }),
        ];
    }

    /// <summary>
    /// Logs a look at an entry whose person the call did not name. Whoever has the role and an open case of their own gets one answer for an
    /// entry that is not there, is about nobody, about another than the case, or about somebody with whom there is a conflict.
    /// </summary>
    /// <param name="call">Who looks, and why; about nobody.</param>
    /// <param name="what">What at, for the entry.</param>
    /// <param name="view">The entry; null where the party has no view of it.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="RefusedException">The role or an open case is missing; or that one answer, which is logged like a look.</exception>
    public async Task<IReadOnlyList<Receipt>> LogOneAsync(LegalCall call, JsonObject what, FoundView? view, CancellationToken ct)
    {
        var mayBeShown = false;
        var receipts = await gate.RecordAsync(call.Caller.Party, async (work, token) =>
        {
            var reviewer = await ReviewerAsync(work, call, token);
            mayBeShown = view is { Subject.IsEmpty: false } && await MayBeShownAsync(reviewer, view, token)
                && await registers.CaseAsync(work, call.Caller, call.Case, view.Subject, token) is { ConcernsSubject: true };
            return Entries(call, what, mayBeShown ? [view!.Subject] : []); // shown, so it is there
        }, ct);
        return mayBeShown ? receipts : throw RefusedException.NotFound();
    }

    /// <summary>
    /// Whether a reviewer may be shown an entry: none of those whom its act is about is the reviewer, or somebody with whom there is a
    /// conflict.
    /// </summary>
    public async ValueTask<bool> MayBeShownAsync(Officer reviewer, FoundView view, CancellationToken ct) =>
        !registers.HasConflict(reviewer, await views.PersonsOfActAsync(view, ct));
}
