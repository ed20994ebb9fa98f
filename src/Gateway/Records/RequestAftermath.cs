using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>
/// What a decided request leaves to be done: reviews of what was released in immediate danger and of patterns that stand out, and
/// answers that may not wait. Everything rests on what the asker was told, so that a follow-up says no more than the answer did.
/// </summary>
internal sealed class RequestAftermath(PolicyEnforcementPoint gate, FollowUps followUps, IRequestStore requests)
{
    /// <summary>Cause of a log review of a day with more acts of one officer than usual.</summary>
    public const string VolumeCause = "unusual-volume";

    /// <summary>Requests of one officer within a day that log review looks at.</summary>
    public const int UnusualVolume = 50;

    /// <summary>For how long a refusal makes the same question again worth a look.</summary>
    private static readonly TimeSpan RefusalCounts = TimeSpan.FromDays(30);

    /// <summary>What follows from an answer, each time it is given.</summary>
    public async ValueTask AddAsync(
        IWork work, Caller asker, PartyId holder, string id, DisclosureContext context, Ruling ruling, CancellationToken ct)
    {
        var told = ruling.Told.Sections;
        if (context.IsEmergency && told.Any(s => s.Outcome == Outcome.Permit))
        {
            await followUps.AddAsync(work, FollowUpKind.PostReview, asker.Party, holder, id, "", asker.Officer, ct);
            await followUps.AddAsync(work, FollowUpKind.PostReview, holder, asker.Party, id, "", "", ct);
            await followUps.AddActorsAsync(work, asker.Party, FollowUpKind.PostReview, id, [asker.Officer], ct);
            await followUps.AddActorsAsync(work, holder, FollowUpKind.PostReview, id, Answerers(context, holder), ct);
        }
        var waiting = told.Where(s => s.Outcome == Outcome.AwaitingAssessment).ToList();
        if (context.IsEmergency && waiting.Count > 0)
            await followUps.AddAsync(work, FollowUpKind.UrgentAnswer, holder, asker.Party, id, "", "", ct);
        if (waiting.Any(s => gate.Catalogue.Catalogue.Find(s.Provision)?.Obligations.Contains(Obligations.Feedback) == true))
            await followUps.AddAsync(work, FollowUpKind.Feedback, holder, asker.Party, id, "", "", ct);
    }

    /// <summary>The holder's officers whose answers and approvals the release rests on, by their ids within it.</summary>
    private static IEnumerable<string> Answerers(DisclosureContext context, PartyId holder)
    {
        var own = $"{holder}/";
        return context.Facts.Select(f => f.Officer).Concat(context.Approvers).Where(o => o.StartsWith(own, StringComparison.Ordinal))
            .Select(o => o[own.Length..]).Distinct(StringComparer.Ordinal);
    }

    /// <summary>What log review looks at, asked before the request itself is stored.</summary>
    public async ValueTask AddReviewsAsync(IWork work, StoredRequest request, CancellationToken ct)
    {
        var (asker, officer, now) = (request.Asker, request.Officer, request.AskedAt);
        if (await requests.HasAskedAsync(work, asker, officer, now - TimeSpan.FromDays(1), UnusualVolume, ct))
            await followUps.AddAsync(work, FollowUpKind.LogReview, asker, asker, $"{officer}/{SwedishTime.DayOf(now):yyyy-MM-dd}",
                VolumeCause, officer, ct);
        if (await requests.WasRefusedAsync(work, asker, request.Subject, now - RefusalCounts, ct))
            await followUps.AddAsync(work, FollowUpKind.LogReview, asker, asker, request.Id, "changed-facts-after-refusal", officer, ct);
    }
}
