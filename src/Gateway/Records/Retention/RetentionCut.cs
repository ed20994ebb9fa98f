using Gateway.Audit;

namespace Gateway.Records.Retention;

/// <summary>Which of a party's details of one kind are past their time, as it stood when their erasure was proposed.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Days">The rule's days.</param>
/// <param name="Before">Younger entries stay.</param>
/// <param name="FirstKept">
/// The first entry that is not touched whatever its time, so that a log can say from where on its details are there.
/// </param>
public sealed record RetentionCut(EntryKind Kind, int Days, DateTimeOffset Before, long FirstKept)
{
    /// <summary>Whether a detail is past its time.</summary>
    public bool Takes(LogDetail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        return Takes(detail.Leaf.Kind, detail.Leaf.At, detail.Index);
    }

    /// <summary>Whether an entry's detail is, be it erased or held.</summary>
    public bool IsOf(StoredEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Takes(entry.Kind, entry.At, entry.Index);
    }

    private bool Takes(EntryKind kind, DateTimeOffset at, long index) => kind == Kind && at < Before && index < FirstKept;
}
