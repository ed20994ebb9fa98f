using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>A case of a party, about one person or, for advice, nobody.</summary>
public sealed record CaseFile
{
    /// <summary>The party.</summary>
    public required PartyId Party { get; init; }

    /// <summary>Id within the party.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required CaseKind Kind { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>Pseudonym of the person it is about; empty for advice.</summary>
    public ReadOnlyMemory<byte> Subject { get; init; }

    /// <summary>Officers assigned.</summary>
    public required IReadOnlyList<string> Officers { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was closed; null while open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}
