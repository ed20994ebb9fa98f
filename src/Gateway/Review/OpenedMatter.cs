namespace Gateway.Review;

/// <summary>That somebody opened or collected something.</summary>
/// <param name="At">When.</param>
/// <param name="Officer">Who: party and officer.</param>
/// <param name="Categories">What.</param>
public sealed record OpenedMatter(DateTimeOffset At, string Officer, IReadOnlyList<string> Categories);
