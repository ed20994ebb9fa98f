using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>
/// Searching a party's own views. Details are sealed, so that officer, case, provision and outcome can only be looked for by opening; what a
/// search opens and does not find leaves memory again. Step by step: read a page, open, match, log whom it shows, show.
/// </summary>
public sealed class LogSearch(LegalLookups lookups, IViewStore views, LogKeys keys)
{
    /// <summary>The most views that one call opens.</summary>
    public const int Most = 10_000;

    private const int Page = 500;

    /// <summary>How many views a call opens; at most, and unless it is set, <see cref="Most"/>.</summary>
    public int Bound { get; init; } = Most;

    /// <summary>Searches; the first step is the look itself, and finds nothing.</summary>
    /// <exception cref="RefusedException">
    /// See <see cref="LegalLookups.LogAsync"/>; or the time is longer than one without a person may be.
    /// </exception>
    public async IAsyncEnumerable<SearchPage> SearchAsync(LegalCall call, LogQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        if (call.Subject.IsEmpty && lookups.Bounded(query.Until) - query.From > LogQuery.Longest)
            throw RefusedException.BadField("until", $"without a person at most {LogQuery.Longest.Days} days are searched");
        var (reviewer, receipts) = await lookups.LogAsync(call, Look("search", query), [call.Subject], ct);
        var step = new SearchPage([], 0, 0, query.After, false, receipts);
        yield return step;
        // The look's own entry is the last that can be found; entries of the steps that follow are not, or there would be no end.
        var range = new ViewRange(call.Caller.Party, query.From, lookups.Bounded(query.Until)) { Subject = call.Subject };
        while (!step.IsComplete && step.Opened < Bound)
        {
            var size = Math.Min(Page, Bound - step.Opened);
            var page = await views.ListAsync(range, step.Last, size, ct);
            var candidates = page.Where(p => query.Matches(p.Entry.Content) && !LogQuery.IsFiller(p)).ToList();
            // Before anything is opened: what a detail says must not show in how many are not shown, either.
            List<FoundView> allowed = [];
            foreach (var view in candidates)
                if (await lookups.MayBeShownAsync(reviewer, view, ct)) allowed.Add(view);
            var found = await MatchAsync(call.Caller.Party, allowed, query, ct);
            step = new SearchPage(
                found, step.Opened + page.Count, step.NotShown + candidates.Count - allowed.Count, page.Count == 0 ? step.Last : page[^1].Entry.Index,
                page.Count < size, await LogShownAsync(call, query, found, ct));
            yield return step;
        }
    }

    /// <summary>Opens what the party has not erased; what was erased is matched by its leaf alone.</summary>
    private async Task<IReadOnlyList<FoundEntry>> MatchAsync(PartyId party, IReadOnlyList<FoundView> page, LogQuery query, CancellationToken ct)
    {
        using var key = await keys.LeaseAsync(party, ct);
        List<FoundEntry> matched = [];
        foreach (var (entry, subject) in page)
        {
            if (entry.IsDetailErased)
            {
                if (!query.AsksForDetail) matched.Add(new FoundEntry(entry, default, null, subject));
                continue;
            }
            var opened = entry.Open(key.Keys);
            var facts = ViewFacts.Of(opened.ToObject());
            if (query.Matches(facts)) matched.Add(new FoundEntry(entry, opened.Json, facts, subject));
        }
        return matched;
    }

    private async Task<IReadOnlyList<Receipt>> LogShownAsync(LegalCall call, LogQuery query, IReadOnlyList<FoundEntry> found, CancellationToken ct)
    {
        // Of the person that the call is about the look itself tells.
        var persons = found.Select(f => Convert.ToHexString(f.Subject.Span)).Where(p => p.Length > 0 && p != Convert.ToHexString(call.Subject.Span))
            .Distinct(StringComparer.Ordinal).Select(p => (ReadOnlyMemory<byte>)Convert.FromHexString(p)).ToList();
        return persons.Count == 0 ? [] : (await lookups.LogAsync(call, Look("found by a search", query), persons, ct)).Receipts;
    }

    private static JsonObject Look(string at, LogQuery query) => new() { ["lookedAt"] = at, ["query"] = query.Write() };
}
