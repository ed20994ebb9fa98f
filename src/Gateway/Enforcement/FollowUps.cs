using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>
/// What parties still have to do after decisions. A follow-up arises in the work of the decision that it follows, so that neither is
/// ever there without the other. Listing, closing and escalating are entries.
/// </summary>
public sealed class FollowUps(PolicyEnforcementPoint gate, PolicyInformationPoint registers, IFollowUpStore store, FollowUpTimes times)
{
    /// <summary>Roles that read the report of an incident, and say that the supervisory authority was told.</summary>
    public static readonly IReadOnlyList<string> ReportRoles = [AccessReview.Role, PartyDirectory.RegistrarRole];

    private const int Most = 100;

    /// <summary>Says whose acts a review is about, within the work of the act: none of them makes it.</summary>
    public ValueTask AddActorsAsync(
        IWork work, PartyId party, FollowUpKind kind, string reference, IEnumerable<string> officers, CancellationToken ct) =>
        store.AddActorsAsync(work, party, kind, reference, officers, ct);

    /// <summary>Makes a follow-up within the work of its decision.</summary>
    public ValueTask AddAsync(
        IWork work, FollowUpKind kind, PartyId party, PartyId counterpart, string reference, string cause, string officer, CancellationToken ct) =>
        AddAsync(work, kind, party, counterpart, reference, cause, officer, gate.Now + TimeFor(kind), ct);

    /// <summary>Makes a follow-up that is due at an instant of its own.</summary>
    public ValueTask AddAsync(IWork work, FollowUpKind kind, PartyId party, PartyId counterpart, string reference, string cause, string officer,
        DateTimeOffset dueAt, CancellationToken ct) =>
        store.AddAsync(work, new FollowUp
        {
            Id = Identifiers.New(gate.Now), Party = party, Counterpart = counterpart, Kind = kind, Reference = reference, Cause = cause,
            Officer = officer,
            MadeAt = gate.Now, DueAt = dueAt,
        }, ct);

    /// <summary>Closes what an answer to a request has answered, within the work of that answer.</summary>
    public async ValueTask CloseAnsweredAsync(IWork work, PartyId holder, string request, CancellationToken ct)
    {
        foreach (var kind in new[] { FollowUpKind.UrgentAnswer, FollowUpKind.Feedback })
            await store.CloseAsync(work, holder, kind, request, gate.Now, ct);
    }

    /// <summary>Closes all that a holder had to do for a request that has come to its end.</summary>
    public async ValueTask CloseEndedAsync(IWork work, PartyId holder, string request, CancellationToken ct)
    {
        await CloseAnsweredAsync(work, holder, request, ct);
        await store.CloseAsync(work, holder, FollowUpKind.FormalDecision, request, gate.Now, ct);
    }

    /// <summary>What the caller's party has to do, and what another has not done in time, the most urgent first.</summary>
    /// <exception cref="RefusedException">The officer is not registered, or revoked.</exception>
    public async Task<IReadOnlyList<FollowUp>> ListAsync(Caller caller, CancellationToken ct)
    {
        await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.CallerAsync(work, caller, token);
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.AuditLookup, Holder = caller.Party,
                    HolderView = new JsonObject { ["officer"] = caller.Officer, ["lookedAt"] = "follow-ups" },
                },
            ];
        }, ct);
        return await store.OpenAsync(caller.Party, Most, ct);
    }

    /// <summary>Says what came of a follow-up of the caller's party.</summary>
    /// <exception cref="RefusedException">
    /// It is not the party's, is done, is closed by another act, or is a review of the caller's own act or by one without the role.
    /// </exception>
    public Task<IReadOnlyList<Receipt>> CompleteAsync(
        Caller caller, string id, FollowUpOutcome outcome, string registrationNumber, CancellationToken ct) =>
        gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var officer = await registers.CallerAsync(work, caller, token);
            var found = await store.FindAsync(work, id, token);
            if (found is null || found.Party != caller.Party) throw RefusedException.NotFound();
            if (found.DoneAt is not null) throw new RefusedException(Refusal.WrongState, "the follow-up is done already");
            CheckReviewer(found, officer, outcome, hasActed: await store.HasActedAsync(work, found, officer.Id, token));
            await store.CloseAsync(work, id, gate.Now, token);
            return [Entry(found, null, "completed", ("officer", caller.Officer), ("outcome", outcome.ToString()),
                ("registrationNumber", registrationNumber))];
        }, ct);

    /// <summary>Escalates what is past its time: the other party sees it from then on. One that fails does not hold up the others.</summary>
    /// <returns>The failures, which the next sweep tries again.</returns>
    public async Task<IReadOnlyList<Exception>> SweepAsync(CancellationToken ct)
    {
        List<Exception> failures = [];
        foreach (var late in await store.PastDueAsync(gate.Now, Most, ct))
        {
            try
            {
                await EscalateAsync(late, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException) // one that fails must not hide the others
            {
                failures.Add(e);
            }
        }
        return failures;
    }

    private Task<IReadOnlyList<Receipt>> EscalateAsync(FollowUp late, CancellationToken ct) =>
        gate.RecordAsync(late.Party, late.Counterpart, late.Party, async (work, token) =>
        {
            // Somebody may have done it since it was looked at: then the entry tells of an attempt, and nothing escalates.
            var isLate = await store.FindAsync(work, late.Id, token) is { DoneAt: null, EscalatedAt: null };
            if (isLate) await store.EscalateAsync(work, late.Id, gate.Now, token);
            return [Entry(late, late.Counterpart == late.Party ? null : late.Counterpart, isLate ? "escalated" : "done in the meantime")];
        }, ct);

    private TimeSpan TimeFor(FollowUpKind kind) => kind switch
    {
        FollowUpKind.UrgentAnswer => times.UrgentAnswer,
        FollowUpKind.PostReview => times.PostReview,
        FollowUpKind.Correction => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(7), // 19 kap. 6 § SoL says a week; the others have no time in law
    };

    private static void CheckReviewer(FollowUp followUp, Officer officer, FollowUpOutcome outcome, bool hasActed)
    {
        switch (followUp.Kind)
        {
            case FollowUpKind.PostReview or FollowUpKind.LogReview:
                if (!officer.Has(AccessReview.Role)) throw RefusedException.RoleMissing(AccessReview.Role);
                if (officer.Id == followUp.Officer || hasActed) throw new RefusedException(Refusal.RoleMissing, "nobody reviews an act of their own");
                if (outcome is not (FollowUpOutcome.Justified or FollowUpOutcome.NotJustified))
                    throw RefusedException.BadField("outcome", "a review finds an act justified or not");
                break;
            case FollowUpKind.Correction or FollowUpKind.ErasureInstruction or FollowUpKind.IncidentReport:
                if (followUp.Kind == FollowUpKind.IncidentReport) RequireReporter(followUp, officer);
                if (outcome != FollowUpOutcome.Done)
                    throw RefusedException.BadField("outcome", "a correction, an erasure or a report is completed as done");
                break;
            default:
                throw new RefusedException(Refusal.WrongState, "the answer to the request, or the formal decision, closes this by itself");
        }
    }

    /// <summary>That an incident was told is said by who may read its report, and not by whom it happened to.</summary>
    private static void RequireReporter(FollowUp followUp, Officer officer)
    {
        if (!ReportRoles.Any(officer.Has)) throw RefusedException.RoleMissing(string.Join("` or `", ReportRoles));
        if (officer.Id == followUp.Officer) throw new RefusedException(Refusal.RoleMissing,
            "another officer than the one who reported the incident completes this");
    }

    private static EntryDraft Entry(FollowUp about, PartyId? counterpart, string act, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var view = new JsonObject
        {
            ["followUp"] = about.Id, ["kind"] = about.Kind.ToString(), ["reference"] = about.Reference, ["cause"] = about.Cause, ["act"] = act,
        };
        foreach (var (name, value) in more) view[name] = value;
        EntryView both = view;
        return new EntryDraft
        {
            Kind = EntryKind.FollowUp, Holder = about.Party, Counterpart = counterpart, HolderView = both,
            CounterpartView = counterpart is null ? null : both,
        };
    }
}
