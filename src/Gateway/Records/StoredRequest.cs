using Gateway.Parties;

namespace Gateway.Records;

/// <summary>A disclosure request as it lies in the database.</summary>
public sealed record StoredRequest
{
    /// <summary>How long a request waits for the holder before it closes by itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(14);

    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>The asking party.</summary>
    public required PartyId Asker { get; init; }

    /// <summary>The party asked.</summary>
    public required PartyId Holder { get; init; }

    /// <summary>The asking officer.</summary>
    public required string Officer { get; init; }

    /// <summary>Pseudonym of the person asked about; empty where it was stored before that was kept.</summary>
    public required ReadOnlyMemory<byte> Subject { get; init; }

    /// <summary>Whether something of it was refused on what the asker supplied.</summary>
    public required bool IsRefused { get; init; }

    /// <summary>The asker's idempotency key.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>32-byte keyed digest of the content: an assessment answers this one only.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The content, sealed under the holder's log key; empty once the holder has erased it.</summary>
    public required ReadOnlyMemory<byte> SealedContent { get; init; }

    /// <summary>The first answer, sealed under the asker's log key.</summary>
    public required ReadOnlyMemory<byte> SealedAnswer { get; init; }

    /// <summary>The asker's reasons as an envelope; empty where none were given.</summary>
    public ReadOnlyMemory<byte> Reasons { get; init; }

    /// <summary>The asker's signature over the reasons.</summary>
    public string ReasonsSignature { get; init; } = "";

    /// <summary>Content key of the reasons, as <see cref="Crypto.RestingSection"/> keeps it under the holder's storage key.</summary>
    public ReadOnlyMemory<byte> ReasonsKey { get; init; }

    /// <summary>Whether the asker was told to wait.</summary>
    public required bool Waits { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When the holder closed it; null while open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the asker took it back; null where it did not.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Whether its holder has erased what it asked for.</summary>
    public bool IsErased => SealedContent.IsEmpty;

    /// <summary>Whether nothing more will be assessed.</summary>
    public bool IsClosed(DateTimeOffset now) => ClosedAt is not null || now >= AskedAt + Patience;
}
