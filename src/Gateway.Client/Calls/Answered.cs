using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>How a request for disclosure stands, its receipts proven.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Decisions">One per category asked for.</param>
/// <param name="Release">What was released, opened; null where nothing was.</param>
/// <param name="Entries">The entries of the last decision.</param>
/// <param name="IsClosed">True once nothing more will come.</param>
public sealed record Answered(
    string RequestId, IReadOnlyList<Wire.SectionDecision> Decisions, OpenedRelease? Release, IReadOnlyList<ProvenEntry> Entries, bool IsClosed)
{
    /// <summary>How far it is answered.</summary>
    public required Wire.AnswerExtent Extent { get; init; }

    /// <summary>What the holder's own system sealed straight to this party, opened.</summary>
    public IReadOnlyList<OpenedRelease> Fulfilled { get; init; } = [];

    /// <summary>The holder's reasoned decision; null where none was made.</summary>
    public Wire.FormalDecision? FormalDecision { get; init; }
}
