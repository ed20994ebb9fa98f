using Gateway.Alerts;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Records;

namespace Gateway.Review;

/// <summary>Finds what a party disclosed or sent, stops it, and lists who got what of it.</summary>
public sealed class SentMatters(
    PolicyEnforcementPoint gate, IRequestStore requests, IFulfilmentStore fulfilments, IReleaseRegister releases, IAlertStore alerts,
    FollowUps followUps, IViewStore views, IChunkStore chunks, LogKeys keys)
{
    /// <summary>A request made to the party, or an alert of the party's.</summary>
    /// <exception cref="RefusedException">The party has neither of this id, or has erased whom it is about.</exception>
    public async Task<SentMatter> FindAsync(PartyId party, string reference, CancellationToken ct)
    {
        if (await requests.FindAsync(reference, ct) is { } request && request.Holder == party)
            return new SentMatter(reference, request.Asker, IsAlert: false, [request.Subject]);
        if (await alerts.FindAsync(reference, ct) is not { } alert || alert.Sender != party || alert.State == AlertState.Withheld)
            throw RefusedException.NotFound();
        using var key = await keys.LeaseAsync(party, ct);
        return new SentMatter(reference, alert.Receiver, IsAlert: true, AlertContent.Open(alert, key).Persons);
    }

    /// <summary>Stops it within a work: nobody opens or collects it from here on.</summary>
    /// <returns>Whether the receiver had opened or collected something.</returns>
    public async ValueTask<bool> StopAsync(IWork work, PartyId party, SentMatter matter, CancellationToken ct)
    {
        if (matter.IsAlert) return await RecallAsync(work, party, matter, ct);
        var hasReceived = (await releases.OfRequestAsync(work, party, matter.Reference, ct)).Count > 0;
        await requests.TryWithdrawAsync(work, matter.Reference, gate.Now, ct);
        await fulfilments.WithdrawAsync(work, party, matter.Reference, ct);
        await followUps.CloseEndedAsync(work, party, matter.Reference, ct);
        return hasReceived;
    }

    /// <summary>Who got what of it and when, by the party's own entries; the oldest first.</summary>
    public async Task<IReadOnlyList<OpenedMatter>> OpenedAsync(PartyId party, SentMatter matter, CancellationToken ct)
    {
        List<OpenedMatter> opened = [];
        foreach (var person in matter.Persons.Where(p => !p.IsEmpty))
        {
            var range = new ViewRange(party, DateTimeOffset.UnixEpoch, gate.Now + TimeSpan.FromMilliseconds(1)) { Subject = person };
            await foreach (var page in views.PagesAsync(range, ct))
            {
                using var key = await keys.LeaseAsync(party, ct);
                foreach (var (entry, _) in page.Where(v => v.Entry is { IsDetailErased: false, Kind: EntryKind.Opening or EntryKind.Request }))
                {
                    var facts = ViewFacts.Of(entry.Open(key.Keys).ToObject());
                    if (facts.Reference == matter.Reference && facts.PermittedCategories.Count > 0)
                        opened.Add(new OpenedMatter(entry.At, facts.Officers.Count > 0 ? facts.Officers[0] : "", facts.PermittedCategories));
                }
            }
        }
        // An act has an entry of each person.
        return [.. opened.DistinctBy(o => (o.At, o.Officer)).OrderBy(o => o.At)];
    }

    private async ValueTask<bool> RecallAsync(IWork work, PartyId party, SentMatter matter, CancellationToken ct)
    {
        var alert = await alerts.FindAsync(work, matter.Reference, ct) ?? throw RefusedException.NotFound();
        var reached = (await alerts.StatesAsync(work, matter.Reference, ct)).Select(s => s.State).ToHashSet();
        if (!reached.Contains(AlertState.Recalled))
        {
            await chunks.AbandonAsync(work, SectionPlace.Alert, party, alert.IdempotencyKey, section: null, ct);
            await alerts.SetStateAsync(work, matter.Reference, AlertState.Recalled, gate.Now, ct);
            await alerts.SetRecallReasonAsync(work, matter.Reference, RecallReason.WrongReceiver, ct);
            // A receiver that was not told of the alert learns nothing.
            if (reached.Contains(AlertState.Opened) || reached.Contains(AlertState.Delivered) || reached.Contains(AlertState.Overdue))
                await alerts.AddEventAsync(work, matter.Receiver, matter.Reference, AlertState.Recalled, isForDutyContact: false, ct);
        }
        return reached.Contains(AlertState.Opened);
    }
}
