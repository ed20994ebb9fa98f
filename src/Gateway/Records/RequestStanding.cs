namespace Gateway.Records;

/// <summary>What has become of a request, as a decision on it starts from.</summary>
/// <param name="Content">What was asked.</param>
/// <param name="Assessments">What the holder's officers answered.</param>
/// <param name="Delivered">What the holder's own system sealed for it and has delivered.</param>
/// <param name="Limits">What bounds it.</param>
/// <param name="Decided">The formal decision; null where none was made.</param>
internal sealed record RequestStanding(
    RequestContent Content, IReadOnlyList<Assessment> Assessments, IReadOnlyList<StoredFulfilment> Delivered, RequestLimits Limits,
    FormalDecision? Decided)
{
    /// <summary>Whether nothing more will be assessed.</summary>
    public bool IsClosed => Limits.ClosedAt is not null;

    /// <summary>A request that is just being made.</summary>
    public static RequestStanding AtFirst(RequestContent content, DateTimeOffset now) =>
        new(content, [], [], new RequestLimits(now, null, []), null);
}
