using System.Security.Cryptography;
using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>
/// An entry ready to be logged: its leaf, and the views sealed beside it. Immutable; made within the work that it logs, since it
/// tells what was decided there.
/// </summary>
public sealed class AuditEntry
{
    private AuditEntry(EntryLeaf content, EntryDraft draft, IReadOnlyList<SealedView> views)
    {
        Content = content;
        Leaf = content.Write();
        LeafHash = MerkleTree.LeafHash(Leaf.Span);
        Views = views;
        ReleaseSalt = draft.ReleaseSalt;
        Successor = draft.Successor;
    }

    /// <summary>The leaf's fields.</summary>
    public EntryLeaf Content { get; }

    /// <summary>The leaf's bytes.</summary>
    public ReadOnlyMemory<byte> Leaf { get; }

    /// <summary>The leaf's hash (RFC 6962 §2.1), which a release binds into its wrap.</summary>
    public ReadOnlyMemory<byte> LeafHash { get; }

    /// <summary>The holder's view and, where there is one, the counterpart's.</summary>
    public IReadOnlyList<SealedView> Views { get; }

    /// <summary>Opens the leaf's release commitment; empty where nothing is released. Not in the leaf.</summary>
    public ReadOnlyMemory<byte> ReleaseSalt { get; }

    /// <summary>The key that the log is handed over to with this entry; null for nearly all.</summary>
    internal LogSigner? Successor { get; }

    /// <summary>Seals a draft.</summary>
    /// <param name="draft">What is to be logged.</param>
    /// <param name="at">When; kept to the millisecond.</param>
    /// <param name="holderKeys">The holder's log keys.</param>
    /// <param name="counterpartKeys">The counterpart's; null where the draft has no view for it.</param>
    /// <exception cref="ArgumentException">The draft is not one that can be logged.</exception>
    public static AuditEntry Make(
        EntryDraft draft, DateTimeOffset at, BoxKeys holderKeys, BoxKeys? counterpartKeys)
    {
        Check(draft);
        var id = Identifiers.New(at);
        var own = SealedView.Seal(draft.Holder, id, draft.HolderView, holderKeys);
        List<SealedView> views = [own with { Subject = draft.Subject }];
        var counterpartView = RandomNumberGenerator.GetBytes(MerkleTree.HashSize);
        if (draft is { Counterpart: { } counterpart, CounterpartView: { } view })
        {
            ArgumentNullException.ThrowIfNull(counterpartKeys);
            var other = SealedView.Seal(counterpart, id, view, counterpartKeys);
            counterpartView = other.Opened.Commitment();
            views.Add(other with { Subject = draft.CounterpartSubject });
        }
        var leaf = new EntryLeaf
        {
            Id = id,
            At = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
            Kind = draft.Kind,
            Holder = draft.Holder,
            Counterpart = draft.Counterpart.GetValueOrDefault(),
            HolderView = own.Opened.Commitment(),
            CounterpartView = counterpartView,
            Release = draft.ReleaseCommitment.IsEmpty
                ? RandomNumberGenerator.GetBytes(MerkleTree.HashSize)
                : draft.ReleaseCommitment,
        };
        return new AuditEntry(leaf, draft, views);
    }

    /// <summary>What a party is given of this entry; without a view where it has none.</summary>
    public Receipt ReceiptFor(PartyId party, string proof)
    {
        var view = Views.FirstOrDefault(v => v.Party == party)?.Opened;
        return new Receipt
        {
            Leaf = Leaf, Proof = proof, ReleaseSalt = ReleaseSalt, View = view?.Json ?? default, ViewSalt = view?.Salt ?? default,
        };
    }

    private static void Check(EntryDraft draft)
    {
        if (draft.Kind.Word().Length == 0) throw new ArgumentException("the entry has no kind", nameof(draft));
        if (draft.Holder == default) throw new ArgumentException("the entry has no holder", nameof(draft));
        var counterpart = draft.Counterpart.GetValueOrDefault();
        if (counterpart == draft.Holder) throw new ArgumentException("the counterpart is the holder", nameof(draft));
        if (counterpart == default && draft.CounterpartView is not null)
            throw new ArgumentException("a counterpart's view needs a counterpart", nameof(draft));
        if (draft.Subject.Length is not (0 or 32) || draft.CounterpartSubject.Length is not (0 or 32))
            throw new ArgumentException("the subject's pseudonym is 32 bytes", nameof(draft));
        if (draft.ReleaseCommitment.Length is not (0 or 32) || draft.ReleaseSalt.Length != draft.ReleaseCommitment.Length)
            throw new ArgumentException("a release has a commitment and a salt of 32 bytes each", nameof(draft));
    }
}
