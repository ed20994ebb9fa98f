using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>
/// Proof that a decision to release is durable in the log. Only <see cref="PolicyEnforcementPoint"/> makes one, after the commit;
/// whatever wraps a key for a recipient asks for it.
/// </summary>
public sealed class Permit
{
    // INVARIANT: called by PolicyEnforcementPoint alone, which a test checks.
    // Nothing is released without a recipient, which the gate sees to.
    internal Permit(Matter matter, IReadOnlyList<string> sections, IReadOnlyList<ReadOnlyMemory<byte>> leafHashes)
    {
        (Holder, Recipient, RecipientThumbprint) = (matter.Holder, matter.Counterpart, matter.Recipient!.Thumbprint);
        (Purpose, Sections, LeafHashes) = (matter.Context.Purpose, sections, leafHashes);
    }

    /// <summary>The party that discloses.</summary>
    public PartyId Holder { get; }

    /// <summary>The party it is released to.</summary>
    public PartyId Recipient { get; }

    /// <summary>Thumbprint of the one key that the entries commit to.</summary>
    public ReadOnlyMemory<byte> RecipientThumbprint { get; }

    /// <summary>Purpose code that it may be used for.</summary>
    public string Purpose { get; }

    /// <summary>Ids of the sections it covers.</summary>
    public IReadOnlyList<string> Sections { get; }

    /// <summary>Hashes of the leaves that log it; the wrap binds them.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> LeafHashes { get; }
}
