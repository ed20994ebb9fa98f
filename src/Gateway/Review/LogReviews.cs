using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>
/// Log review (logguppföljning): by schedule or when a reviewer starts it, over what a party's own officers did. It shows nobody anything: what
/// it finds becomes a follow-up that names no person, which another than the officer reviewed looks up and decides on, with the outcome recorded.
/// </summary>
public sealed class LogReviews(
    LegalLookups lookups, PolicyEnforcementPoint gate, PolicyInformationPoint registers, FollowUps followUps, IViewStore views, IReviewStore store,
    LogKeys keys, SubjectPseudonyms pseudonyms)
{
    /// <summary>How often a party's log is reviewed by schedule.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(7);

    /// <summary>How many acts a scheduled review chooses at random.</summary>
    public const int AtRandom = 5;

    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>Runs a review that a reviewer asks for.</summary>
    /// <exception cref="RefusedException">See <see cref="LegalLookups.LogAsync"/>; or the time is too long.</exception>
    public async Task<ReviewRun> StartAsync(LegalCall call, DateTimeOffset from, DateTimeOffset until, int atRandom, CancellationToken ct)
    {
        var end = lookups.Bounded(until);
        if (end - from > LogQuery.Longest) throw RefusedException.BadField("until", $"at most {LogQuery.Longest.Days} days are reviewed at once");
        // Before the work that only a reviewer may cause.
        await registers.OfficerWithAsync(call.Caller, AccessReview.Role, ct);
        return await RunAsync(new ViewRange(call.Caller.Party, from, end), atRandom, async (work, what, token) =>
        {
            await lookups.ReviewerAsync(work, call, token);
            return LegalLookups.Entries(call, what, []);
        }, ct);
    }

    /// <summary>Runs the scheduled reviews that are due. A party that fails does not hold up the others.</summary>
    /// <returns>The failures, which the next round tries again.</returns>
    public async Task<IReadOnlyList<Exception>> SweepAsync(CancellationToken ct)
    {
        List<Exception> failures = [];
        foreach (var party in await store.PartiesAsync(ct))
        {
            try
            {
                await RunScheduledAsync(party, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException) // one that fails must not hide the others
            {
                failures.Add(e);
            }
        }
        return failures;
    }

    private async Task RunScheduledAsync(PartyId party, CancellationToken ct)
    {
        var (reviewed, now) = (await store.ReviewedUntilAsync(party, ct), lookups.Now);
        if (now < reviewed + Interval) return;
        // Entries that were under way when the last one ended bear times from before it.
        await RunAsync(new ViewRange(party, reviewed - Overlap ?? now - Interval, now), AtRandom, async (work, what, token) =>
        {
            if (!await store.TryAdvanceAsync(work, party, reviewed, now, token))
                throw new RefusedException(Refusal.UnderWay, "another process reviews this party's log");
            what["officer"] = "gateway";
            return [new EntryDraft { Kind = EntryKind.AuditLookup, Holder = party, HolderView = what }];
        }, ct);
    }

    private async Task<ReviewRun> RunAsync(
        ViewRange range, int atRandom, Func<IWork, JsonObject, CancellationToken, ValueTask<IReadOnlyList<EntryDraft>>> log, CancellationToken ct)
    {
        var acts = await ActsAsync(range, ct);
        var officers = (await store.OfficersAsync(range.Party, ct)).ToDictionary(o => o.Id, StringComparer.Ordinal);
        var hits = ReviewSelection.Of(acts, new ReviewRegister(officers, pseudonyms.OfficersMark), atRandom);
        var receipts = await gate.RecordAsync(range.Party, async (work, token) =>
        {
            foreach (var hit in hits)
            {
                await followUps.AddAsync(work, FollowUpKind.LogReview, range.Party, range.Party, hit.Reference, hit.Cause, hit.Officer, token);
                // One follow-up stands for the acts of all of them, and none of them decides on it.
                await followUps.AddActorsAsync(work, range.Party, FollowUpKind.LogReview, hit.Reference, [hit.Officer], token);
            }
            return await log(work, new JsonObject
            {
                ["lookedAt"] = "log review", ["from"] = range.From.UtcDateTime.ToString("O"), ["until"] = range.Until.UtcDateTime.ToString("O"),
                ["examined"] = acts.Count,
                ["found"] = new JsonObject(hits.GroupBy(h => h.Cause).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)g.Count()))),
            }, token);
        }, ct);
        return new ReviewRun(acts.Count, hits, receipts);
    }

    private async Task<IReadOnlyList<ReviewedAct>> ActsAsync(ViewRange range, CancellationToken ct)
    {
        List<ReviewedAct> acts = [];
        await foreach (var page in views.PagesAsync(range, ct))
        {
            using var key = await keys.LeaseAsync(range.Party, ct);
            acts.AddRange(page.Where(v => !v.Entry.IsDetailErased && !LogQuery.IsFiller(v))
                .Select(v => ReviewedAct.Of(v, ViewFacts.Of(v.Entry.Open(key.Keys).ToObject()))).OfType<ReviewedAct>());
        }
        return acts;
    }
}
