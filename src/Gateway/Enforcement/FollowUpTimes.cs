namespace Gateway.Enforcement;

/// <summary>How long parties have for two of the kinds of follow-up, as the operator sets it. Zero escalates at the next sweep.</summary>
/// <param name="UrgentAnswer">For a request that somebody in immediate danger depends on.</param>
/// <param name="PostReview">For the review of what was released in immediate danger.</param>
public sealed record FollowUpTimes(TimeSpan UrgentAnswer, TimeSpan PostReview);
