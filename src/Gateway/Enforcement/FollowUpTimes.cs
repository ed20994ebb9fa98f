namespace Gateway.Enforcement;

/// <summary>How long parties have for follow-ups that the law gives no time for. Zero escalates at the next sweep.</summary>
/// <param name="UrgentAnswer">For a request that somebody in immediate danger depends on.</param>
/// <param name="PostReview">For the review of what was released in immediate danger.</param>
public sealed record FollowUpTimes(TimeSpan UrgentAnswer, TimeSpan PostReview);
