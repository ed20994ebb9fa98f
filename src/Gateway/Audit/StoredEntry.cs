using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>An entry of the log as one party may see it.</summary>
public sealed record StoredEntry(long Index, EntryLeaf Content, PartyId Viewer, ReadOnlyMemory<byte> SealedView)
{
    public DateTimeOffset At => Content.At;

    public EntryKind Kind => Content.Kind;

    /// <summary>Whether the viewer has erased its detail: the leaf stands and proves that there was one.</summary>
    public bool IsDetailErased => SealedView.IsEmpty;

    /// <summary>The leaf's bytes.</summary>
    public ReadOnlyMemory<byte> Leaf => Content.Write();

    /// <summary>The leaf's hash (RFC 6962 §2.1).</summary>
    public ReadOnlyMemory<byte> LeafHash => MerkleTree.LeafHash(Leaf.Span);

    /// <summary>The detail with the salt of its commitment.</summary>
    /// <exception cref="EnvelopeException">Another party's key, or the view is not the one that was logged.</exception>
    public OpenedView Open(BoxKeys logKeys) => Audit.SealedView.Open(
        SealedView.Span, Content.Id, logKeys, (Viewer == Content.Holder ? Content.HolderView : Content.CounterpartView).Span);
}
