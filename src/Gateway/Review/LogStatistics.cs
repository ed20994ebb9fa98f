using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Records.Retention;

namespace Gateway.Review;

/// <summary>
/// A party's statistics, calendar month by calendar month. A month is told once it is over, made once and kept as it is told: neither a longer
/// time nor a later erasure gives two tables whose difference tells of somebody.
/// </summary>
public sealed class LogStatistics(
    LegalLookups lookups, PolicyEnforcementPoint gate, PolicyInformationPoint registers, IViewStore views, IStatisticsStore kept,
    IRetentionStore retention, LogKeys keys)
{
    /// <summary>A month's statistics; the look is logged before they are told.</summary>
    /// <param name="call">Who looks, and why; about nobody.</param>
    /// <param name="month">The month, yyyy-MM.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="RefusedException">See <see cref="LegalLookups.LogAsync"/>; or the month is not over, or was not counted in time.</exception>
    public async Task<(MonthStatistics Statistics, IReadOnlyList<Receipt> Receipts)> OfMonthAsync(LegalCall call, string month, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            throw RefusedException.BadField("month", "a month as YYYY-MM is expected");
        var range = new ViewRange(call.Caller.Party, SwedishTime.StartOf(first), SwedishTime.StartOf(first.AddMonths(1)));
        // What was under way at its end is in it, too: a month is kept as it is told first.
        if (range.Until + TimeSpan.FromMinutes(5) > lookups.Now) throw RefusedException.BadField("month", "the month is not over");
        // Before the work that only a reviewer may cause.
        await registers.OfficerWithAsync(call.Caller, AccessReview.Role, ct);
        var known = await kept.FindAsync(call.Caller.Party, month, ct);
        var (isCounted, statistics) = (known is null, known ?? MonthStatistics.Of(month, await CountAsync(range, ct)));
        var receipts = await gate.RecordAsync(call.Caller.Party, async (work, token) =>
        {
            await lookups.ReviewerAsync(work, call, token);
            // Asked again: what was approved while it was counted may have emptied rows under it; what is approved from here on has not.
            if (isCounted) await RequireDetailsAsync(range, token);
            statistics = await kept.KeepAsync(work, call.Caller.Party, statistics, gate.Now, token);
            return LegalLookups.Entries(call, new JsonObject { ["lookedAt"] = "statistics", ["month"] = month }, []);
        }, ct);
        return (statistics, receipts);
    }

    private async Task<IReadOnlyList<StatisticsUnit>> CountAsync(ViewRange range, CancellationToken ct)
    {
        await RequireDetailsAsync(range, ct);
        var counter = new StatisticsCounter();
        await foreach (var page in views.PagesAsync(range, ct))
        {
            using var key = await keys.LeaseAsync(range.Party, ct);
            foreach (var (entry, subject) in page.Where(p => StatisticsCounter.Counts(p.Entry)))
                counter.Add(entry, subject.Span, entry.Open(key.Keys).ToObject());
        }
        return counter.Units;
    }

    /// <summary>By the rules' times alone, so that it tells nothing of whose details there were.</summary>
    private async Task RequireDetailsAsync(ViewRange range, CancellationToken ct)
    {
        foreach (var run in await retention.ListAsync(range.Party, int.MaxValue, ct))
            if (run.Parts.Any(p => StatisticsCounter.Counts(p.Cut.Kind) && p.Cut.Before > range.From))
                throw new RefusedException(Refusal.WrongState, "details of this month are erased by a retention rule, and it was not counted before");
    }
}
