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
    /// <summary>What the holder's own system sealed straight to the asker; one per release that was logged for it.</summary>
    public IReadOnlyList<Release> Fulfilled { get; init; } = [];

    /// <summary>The holder's reasoned decision; null where none was made.</summary>
    public FormalDecision? FormalDecision { get; init; }
}
