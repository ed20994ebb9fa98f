using Gateway.Parties;

namespace Gateway.Records.Retention;

/// <summary>How many of a party's details of one kind are past their time; it names nobody.</summary>
/// <param name="Cut">Which.</param>
/// <param name="Free">Those that nothing holds.</param>
/// <param name="Held">Those that something holds, and which stay.</param>
/// <param name="Oldest">The day of the oldest of both; null where there is none.</param>
/// <param name="Newest">The day of the newest.</param>
public sealed record RetentionCount(RetentionCut Cut, int Free = 0, int Held = 0, DateOnly? Oldest = null, DateOnly? Newest = null)
{
    /// <summary>In a run: as many as were approved. No more go, whatever holds are lifted since.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>With what was found in a further part of the log.</summary>
    public RetentionCount With(IEnumerable<PastDetail> found)
    {
        var own = found.Where(f => f.Detail.Leaf.Kind == Cut.Kind).ToList();
        if (own.Count == 0) return this;
        var (first, last) = (SwedishTime.DayOf(own.Min(f => f.Detail.Leaf.At)), SwedishTime.DayOf(own.Max(f => f.Detail.Leaf.At)));
        var held = own.Count(f => f.IsHeld);
        return this with
        {
            Free = Free + own.Count - held, Held = Held + held, Oldest = Oldest < first ? Oldest : first, Newest = Newest > last ? Newest : last,
        };
    }
}
