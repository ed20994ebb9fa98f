namespace Gateway.Records;

/// <summary>What bounds a request beside its content: when it was asked and closed, and what was refused of it formally.</summary>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="ClosedAt">When it closed, by the holder or by itself; null while open. What came into being later does not count for it.</param>
/// <param name="Refused">Categories that a formal decision refuses: nothing of them is released under this request any more.</param>
internal sealed record RequestLimits(DateTimeOffset AskedAt, DateTimeOffset? ClosedAt, IReadOnlyList<string> Refused)
{
    /// <summary>How long immediate danger lets the case wait: after that the officer has one, or asks anew.</summary>
    private static readonly TimeSpan CaseMayWait = TimeSpan.FromDays(1);

    /// <summary>The limits of a stored request.</summary>
    public static RequestLimits Of(StoredRequest request, DateTimeOffset now, FormalDecision? decided) =>
        new(request.AskedAt, request.ClosedAt ?? (request.IsClosed(now) ? request.AskedAt + StoredRequest.Patience : null), decided?.Refused ?? []);

    /// <summary>Whether what was stored then counts.</summary>
    public bool Counts(DateTimeOffset storedAt) => ClosedAt is not { } closed || storedAt <= closed;

    /// <summary>Whether the case may still wait; for the officer who asked alone.</summary>
    public bool IsEmergency(RequestContent content, string officer, DateTimeOffset now) =>
        content.IsEmergency && content.Officer == officer && now < AskedAt + CaseMayWait;
}
