using Gateway.Parties;

namespace Gateway.Records.Retention;

/// <summary>An approved erasure of details past their time, and how far it has come.</summary>
/// <param name="Id">32 hex digits; those of the erasure that it becomes once it is done.</param>
/// <param name="Party">Whose details.</param>
/// <param name="RegistrationNumber">Of the decision.</param>
/// <param name="ApprovedAt">When the second officer approved it.</param>
/// <param name="Next">The index that it goes on at.</param>
/// <param name="DoneAt">When nothing was left to do; null before.</param>
/// <param name="Parts">Per kind: what it takes, and how many it has erased and found held so far.</param>
public sealed record RetentionRun(
    string Id, PartyId Party, string RegistrationNumber, DateTimeOffset ApprovedAt, long Next, DateTimeOffset? DoneAt,
        IReadOnlyList<RetentionCount> Parts)
{
    /// <summary>Behind the last entry that it may take.</summary>
    public long End => Parts.Max(p => p.Cut.FirstKept);

    /// <summary>How many details it has erased.</summary>
    public int Erased => Parts.Sum(p => p.Free);
}
