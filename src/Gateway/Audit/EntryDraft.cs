using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>What a change wants logged: one draft per person concerned (design §1.5).</summary>
public sealed record EntryDraft
{
    public required EntryKind Kind { get; init; }

    /// <summary>The party whose information or act it is.</summary>
    public required PartyId Holder { get; init; }

    /// <summary>The other party; null where there is none.</summary>
    public PartyId? Counterpart { get; init; }

    /// <summary>The 32-byte pseudonym that the holder finds the entry by; empty where it concerns no person.</summary>
    public ReadOnlyMemory<byte> Subject { get; init; }

    /// <summary>The pseudonym that the counterpart finds it by; empty where the counterpart was not told of the person.</summary>
    public ReadOnlyMemory<byte> CounterpartSubject { get; init; }

    /// <summary>The detail that the holder may read.</summary>
    public required EntryView HolderView { get; init; }

    /// <summary>The detail that the counterpart may read; null where it may read nothing.</summary>
    public EntryView? CounterpartView { get; init; }

    /// <summary>See <see cref="Audit.ReleaseCommitment"/>; empty where nothing is released.</summary>
    public ReadOnlyMemory<byte> ReleaseCommitment { get; init; }

    /// <summary>The 32-byte salt of the commitment, for the recipient; empty where nothing is released.</summary>
    public ReadOnlyMemory<byte> ReleaseSalt { get; init; }

    /// <summary>The key that the log is handed over to with this entry; null for all but those that log a rotation of it.</summary>
    public LogSigner? Successor { get; init; }
}
