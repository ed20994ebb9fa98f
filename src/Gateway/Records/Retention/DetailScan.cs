using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records.Retention;

/// <summary>
/// Goes through a party's details part by part, each in a work of its own: however many there are, one part of them is in memory, and nobody who
/// wants to write waits for more than that.
/// </summary>
public sealed class DetailScan(IDatabase database, IRetentionStore store, SubjectPseudonyms pseudonyms)
{
    /// <summary>Views that one work looks at.</summary>
    public const int Size = 500;

    /// <summary>Size of a part; unless it is set, <see cref="Size"/>.</summary>
    public int Part { get; init; } = Size;

    /// <summary>Counts what some rules let go, and what of it is held, of what is older than they say at an instant.</summary>
    public async Task<RetentionScope> CountAsync(PartyId party, IReadOnlyList<RetentionRule> rules, DateTimeOffset at, CancellationToken ct)
    {
        List<RetentionCut> cuts = [];
        foreach (var rule in rules)
        {
            var before = at - TimeSpan.FromDays(rule.Days);
            cuts.Add(new RetentionCut(rule.Kind, rule.Days, before, await store.FirstKeptAsync(before, ct)));
        }
        return new RetentionScope(at, await CountAsync(party, cuts, at, ct));
    }

    /// <summary>Counts what is within some cuts and held at an instant.</summary>
    public async Task<IReadOnlyList<RetentionCount>> CountAsync(PartyId party, IReadOnlyList<RetentionCut> cuts, DateTimeOffset at,
        CancellationToken ct)
    {
        IReadOnlyList<RetentionCount> counts = [.. cuts.Select(c => new RetentionCount(c))];
        var end = cuts.Select(c => c.FirstKept).DefaultIfEmpty().Max();
        DetailHolds? holds = null;
        for (var next = 0L; next < end;)
        {
            await using var work = await database.BeginAsync(ct); // never committed: nothing is changed
            holds ??= await store.HoldsAsync(work, party, null, at, ct);
            if (await store.WindowAsync(work, party, next, end, Part, ct) is not { } window) break;
            var found = PastDetail.Of(window, cuts, holds);
            counts = [.. counts.Select(c => c.With(found))];
            next = window.End;
        }
        return counts;
    }

    /// <summary>Erases the next part of a run, and keeps in the same work how far it has come.</summary>
    /// <returns>False where nothing is left of it, or another process has done it.</returns>
    /// <exception cref="InvalidDataException">Nobody approved it as it stands in the database; nothing is erased.</exception>
    public async Task<bool> EraseNextAsync(string run, DateTimeOffset at, CancellationToken ct)
    {
        await using var work = await database.BeginAsync(ct);
        if (await store.FindOpenAsync(work, run, ct) is not { } open) return false;
        RequireProven(open);
        if (open.Next >= open.End) return false;
        if (await store.WindowAsync(work, open.Party, open.Next, open.End, Part, ct) is { } window)
        {
            // Looked at anew in each work: what came to be held since the approval stays.
            var holds = await store.HoldsAsync(work, open.Party, window, at, ct);
            var found = PastDetail.Within(PastDetail.Of(window, [.. open.Parts.Select(p => p.Cut)], holds), open);
            await store.EraseAsync(work, open.Party, found.Where(f => !f.IsHeld).Select(f => f.Detail.Index), ct);
            open = open with { Next = window.End, Parts = [.. open.Parts.Select(p => p.With(found))] };
        }
        else
        {
            open = open with { Next = open.End };
        }
        await store.AdvanceAsync(work, open, ct);
        // If the process is killed before this returns, the part is erased and counted, or neither.
        await database.CommitAsync(work);
        return true;
    }

    /// <summary>Lets pass a run that was approved as it stands.</summary>
    /// <exception cref="InvalidDataException">It was not.</exception>
    public void RequireProven(RetentionRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!run.IsProven(pseudonyms)) throw new InvalidDataException("the database holds an erasure of log details that nobody approved so");
    }

    /// <summary>A run with the proof of its approval.</summary>
    public RetentionRun Prove(RetentionRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Prove(pseudonyms);
    }
}
