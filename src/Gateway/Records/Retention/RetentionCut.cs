using Gateway.Audit;

namespace Gateway.Records.Retention;

/// <summary>Which of a party's details of one kind are past their time, as it stood when their erasure was proposed.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Days">The rule's days.</param>
/// <param name="Before">Younger entries stay.</param>
/// <param name="FirstKept">
/// The index that no earlier entry of that time is behind: entries from it on stay, so that a log can say from where on its details are there.
/// </param>
public sealed record RetentionCut(EntryKind Kind, int Days, DateTimeOffset Before, long FirstKept)
{
    /// <summary>Whether a detail is past its time.</summary>
    public bool Takes(LogDetail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        return detail.Leaf.Kind == Kind && detail.Leaf.At < Before && detail.Index < FirstKept;
    }
}
