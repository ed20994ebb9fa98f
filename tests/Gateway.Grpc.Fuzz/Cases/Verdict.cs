using Gateway.Grpc.Fuzz.Http2;

namespace Gateway.Grpc.Fuzz.Cases;

/// <summary>The answers that are right for one call.</summary>
internal sealed record Verdict
{
    /// <summary>The values of grpc-status that are right.</summary>
    public int[] Grpc { get; init; } = [];

    /// <summary>The HTTP statuses, without a grpc-status, that are right.</summary>
    public int[] Http { get; init; } = [];

    /// <summary>The codes of RST_STREAM that are right instead of a status.</summary>
    public int[] Resets { get; init; } = [];

    /// <summary>The messages that come before status 0; null for any.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The client has reset the stream: whatever comes back, or nothing, is right.</summary>
    public bool MayBeSilent { get; init; }

    /// <summary>What is wrong with an outcome; null when nothing is.</summary>
    public string? Judge(StreamOutcome? outcome)
    {
        if (outcome is null) return MayBeSilent ? null : "no answer";
        if (outcome.Judge() is { } wrong) return wrong;
        if (MayBeSilent) return null;
        if (!outcome.IsOver) return $"no end: {outcome}";
        if (!outcome.HasEnded) return Resets.Contains(outcome.ResetCode ?? 0) ? null : $"reset: {outcome}";
        if (outcome.GrpcStatus is not { } status)
            return Http.Contains(outcome.HttpStatus ?? 0) ? null : $"not gRPC: {outcome}";
        if (!Grpc.Contains(status)) return $"another status: {outcome}";
        return status == 0 && Body is not null && !outcome.Body.AsSpan().SequenceEqual(Body) ? $"another body: {outcome}" : null;
    }
}
