using Gateway.Audit;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>What the asker gets.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Told">One decision per category, as the asker may see it.</param>
/// <param name="Receipts">The asker's receipts, the same number whatever the outcome.</param>
/// <param name="Release">What was released; null where nothing was.</param>
/// <param name="IsClosed">Whether nothing more will come.</param>
public sealed record DisclosureAnswer(
    string RequestId, IReadOnlyList<SectionDecision> Told, IReadOnlyList<Receipt> Receipts, Release? Release, bool IsClosed)
{
    /// <summary>Categories of which only the existence was asked for.</summary>
    public IReadOnlyList<string> ExistenceOnly { get; init; } = [];

    /// <summary>How far the request is answered.</summary>
    public AnswerExtent Extent
    {
        get
        {
            var permitted = Told.Where(s => s.Outcome == Outcome.Permit).Select(s => s.Section).ToList();
            var released = permitted.Count(s => !ExistenceOnly.Contains(s));
            if (released == 0) return permitted.Count == 0 ? AnswerExtent.Neutral : AnswerExtent.ExistsOnly;
            return released == Told.Count ? AnswerExtent.Full : AnswerExtent.Partial;
        }
    }

    /// <summary>What the holder's own system sealed straight to the asker; one per release that was logged for it.</summary>
    public IReadOnlyList<Release> Fulfilled { get; init; } = [];

    /// <summary>The holder's reasoned decision; null where none was made.</summary>
    public FormalDecision? FormalDecision { get; init; }
}
