using System.Text.Json.Nodes;
using Gateway.Alerts;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>What comes of reporting an incident.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Opened">Who had got what of it.</param>
/// <param name="Receipts">Receipts of the entries.</param>
public sealed record IncidentAnswer(Incident Incident, IReadOnlyList<OpenedMatter> Opened, IReadOnlyList<Receipt> Receipts);

/// <summary>
/// Something went to the wrong receiver. In one commit it is stopped, the receiver is told to erase and confirm (where it got something), and the
/// sender has 72 hours from when it became aware to tell the supervisory authority (article 33 of regulation (EU) 2016/679, not verified).
/// </summary>
public sealed class Incidents(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, SentMatters matters, FollowUps followUps, IIncidentStore store, IViewStore views,
    LogKeys keys, AlertBell bell, CatalogueInForce catalogue)
{
    /// <summary>Roles that read an incident's report.</summary>
    public static readonly IReadOnlyList<string> Roles = FollowUps.ReportRoles;

    private static readonly TimeSpan ToErase = TimeSpan.FromDays(1);

    /// <summary>
    /// Reports an incident and stops what it is about. Any officer of the party that sent it may: it is urgent, and discloses nothing.
    /// </summary>
    /// <exception cref="RefusedException">It is nothing of the party's, or was reported before, or the party became aware in the future.</exception>
    public async Task<IncidentAnswer> ReportAsync(Caller caller, IncidentDraft draft, CancellationToken ct)
    {
        var awareAt = DateTimeOffset.FromUnixTimeMilliseconds((draft.AwareAt ?? gate.Now).ToUnixTimeMilliseconds()); // as its row reads back
        if (awareAt > gate.Now) throw RefusedException.BadField("aware_at", "is in the future");
        var matter = await matters.FindAsync(caller.Party, draft.Reference, ct);
        Incident? incident = null;
        var receipts = await gate.RecordAsync(caller.Party, matter.Receiver, caller.Party, async (work, token) =>
        {
            registers.RefuseConflict(await registers.CallerAsync(work, caller, token), matter.Persons);
            var wasOpened = await matters.StopAsync(work, caller.Party, matter, token);
            incident = new Incident(Identifiers.New(gate.Now), caller.Party, matter.Receiver, matter.Reference, wasOpened, awareAt, gate.Now);
            if (!await store.TryAddAsync(work, incident, token)) throw new RefusedException(Refusal.WrongState, "this was reported before");
            await AddFollowUpsAsync(work, incident, caller.Officer, token);
            return Entries(incident, matter, draft, caller.Officer);
        }, ct);
        bell.Ring();
        return new IncidentAnswer(incident!, await matters.OpenedAsync(caller.Party, matter, ct), receipts); // set within the work
    }

    /// <summary>What a report to the supervisory authority says of an incident of the caller's party; the look is logged first.</summary>
    /// <exception cref="RefusedException">The role is missing, or the party has no such incident.</exception>
    public async Task<IncidentReport> ReadAsync(Caller caller, string id, string justification, CancellationToken ct)
    {
        var incident = await store.FindAsync(caller.Party, id, ct) ?? throw RefusedException.NotFound();
        var matter = await matters.FindAsync(caller.Party, incident.Reference, ct);
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            registers.RefuseConflict(await registers.OfficerWithAsync(work, caller, Roles, token), matter.Persons);
            EntryView view = new JsonObject { ["officer"] = caller.Officer, ["lookedAt"] = "incident report", ["incident"] = id,
                ["justification"] = justification };
            return (IReadOnlyList<EntryDraft>)
                [.. matter.Persons.DefaultIfEmpty()
                    .Select(p => new EntryDraft { Kind = EntryKind.AuditLookup, Holder = caller.Party, Subject = p, HolderView = view })];
        }, ct);
        var parties = (await registers.PartyAsync(caller.Party, "party", ct), await registers.PartyAsync(incident.Receiver, "party", ct));
        var facts = new IncidentFacts(incident, matter, await WhatHappenedAsync(incident, ct), await matters.OpenedAsync(caller.Party, matter, ct),
            await store.ErasureConfirmedAtAsync(incident, ct));
        return new IncidentReport(IncidentDocument.Write(facts, parties, catalogue.Current.Catalogue), receipts);
    }

    private async ValueTask AddFollowUpsAsync(IWork work, Incident incident, string officer, CancellationToken ct)
    {
        await followUps.AddAsync(work, FollowUpKind.IncidentReport, incident.Party, incident.Party, incident.Id, Incident.Cause, officer,
            incident.ReportBefore, ct);
        // One that got nothing has nothing to erase, and is not told that there was something (design §1.8).
        if (incident.WasOpened)
            await followUps.AddAsync(work, FollowUpKind.ErasureInstruction, incident.Receiver, incident.Party, incident.Reference, Incident.Cause, "",
                gate.Now + ToErase, ct);
    }

    private static IReadOnlyList<EntryDraft> Entries(Incident incident, SentMatter matter, IncidentDraft draft, string officer)
    {
        EntryView own = new JsonObject
        {
            ["incident"] = incident.Id, ["officer"] = officer, [matter.IsAlert ? "alert" : "request"] = matter.Reference,
            ["wasOpened"] = incident.WasOpened,
            ["awareAt"] = incident.AwareAt.UtcDateTime.ToString("O"), ["whatHappened"] = draft.WhatHappened,
            ["likelyConsequences"] = draft.LikelyConsequences, ["registrationNumber"] = draft.RegistrationNumber,
        };
        var others = incident.WasOpened
            ? new EntryView(new JsonObject { [matter.IsAlert ? "alert" : "request"] = matter.Reference,
                ["act"] = "sent to the wrong receiver: erase and confirm" })
            : null;
        return
        [
            .. matter.Persons.DefaultIfEmpty().Select(person => new EntryDraft
            {
                Kind = EntryKind.Incident, Holder = incident.Party, Counterpart = others is null ? null : incident.Receiver, Subject = person,
                HolderView = own, CounterpartView = others,
            }),
        ];
    }

    /// <summary>The incident's own entry, opened; empty where its detail is erased.</summary>
    private async Task<JsonObject> WhatHappenedAsync(Incident incident, CancellationToken ct)
    {
        // Its entries were made in the work that reported it, a moment after.
        var range = new ViewRange(incident.Party, incident.ReportedAt, incident.ReportedAt + TimeSpan.FromMinutes(1));
        using var key = await keys.LeaseAsync(incident.Party, ct);
        for (var after = -1L; await views.ListAsync(range, after, 1000, ct) is [.., var last] page; after = last.Entry.Index)
        {
            var said = page.Where(v => v.Entry.Kind == EntryKind.Incident && !v.Entry.IsDetailErased)
                .Select(v => v.Entry.Open(key.Keys).ToObject()).FirstOrDefault(v => ViewFacts.Text(v["incident"]) == incident.Id);
            if (said is not null) return said;
        }
        return [];
    }
}
