using Gateway.Parties;

namespace Gateway.Alerts;

/// <summary>An alert as it lies in the database.</summary>
public sealed record StoredAlert
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>The party that pushed it: the holder.</summary>
    public required PartyId Sender { get; init; }

    /// <summary>The party addressed.</summary>
    public required PartyId Receiver { get; init; }

    /// <summary>The sender's idempotency key.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>32-byte keyed digest of the content.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>How urgent.</summary>
    public required AlertUrgency Urgency { get; init; }

    /// <summary>Categories of the sections stored.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Pseudonyms of whom it concerns, as it is stored; not read back.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Persons { get; init; } = [];

    /// <summary>What it was decided on, sealed under the sender's log key; empty once the sender has erased it.</summary>
    public required ReadOnlyMemory<byte> SealedContent { get; init; }

    /// <summary>The first answer, sealed under the sender's log key.</summary>
    public required ReadOnlyMemory<byte> SealedAnswer { get; init; }

    /// <summary>Where it stands.</summary>
    public required AlertState State { get; init; }

    /// <summary>Why it was taken back; unspecified where it was not.</summary>
    public RecallReason RecallReason { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>Until when it is to be opened.</summary>
    public required DateTimeOffset OpenBefore { get; init; }
}
