using Gateway.Audit;

namespace Gateway.Records.Retention;

/// <summary>A detail that is there: a party's view of an entry, still sealed.</summary>
/// <param name="Index">The entry's index.</param>
/// <param name="Leaf">The entry's leaf.</param>
/// <param name="Person">Pseudonym of whom the party finds it by, in hexadecimal; empty where that is nobody.</param>
public sealed record LogDetail(long Index, EntryLeaf Leaf, string Person)
{
    /// <summary>What entries of one act have in common. Two acts of one millisecond between the same parties are taken for one.</summary>
    public (DateTimeOffset At, EntryKind Kind, string Holder, string Counterpart) Act =>
        (Leaf.At, Leaf.Kind, Leaf.Holder.ToString(), Leaf.Counterpart.ToString());
}
