namespace Gateway.Records.Retention;

/// <summary>A detail past its time, and whether something holds it.</summary>
public sealed record PastDetail(LogDetail Detail, bool IsHeld)
{
    /// <summary>The same where no more of a kind may go than are left of those that were approved: the others stay, as if they were held.</summary>
    public static IReadOnlyList<PastDetail> Within(IReadOnlyList<PastDetail> found, RetentionRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var left = run.Parts.ToDictionary(p => p.Cut.Kind, p => p.Most - p.Free);
        return [.. found.Select(f => f.IsHeld || left[f.Detail.Leaf.Kind]-- > 0 ? f : f with { IsHeld = true })];
    }

    /// <summary>
    /// Those of a part of the log. Each entry of an act says the same, also those that fill up a request's fixed number and name nobody: what
    /// holds one of them holds all.
    /// </summary>
    public static IReadOnlyList<PastDetail> Of(DetailWindow window, IReadOnlyList<RetentionCut> cuts, DetailHolds holds)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(holds);
        var persons = window.Details.Where(d => d.Person.Length > 0).ToLookup(d => d.Act, d => d.Person);
        return
        [
            .. from detail in window.Details
               where detail.Index >= window.From && detail.Index < window.End && cuts.Any(c => c.Takes(detail))
               select new PastDetail(detail, holds.Hold(persons[detail.Act], detail.Leaf.At)),
        ];
    }
}
