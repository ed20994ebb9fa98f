using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>What a case is.</summary>
public enum CaseKind
{
    /// <summary>Not known.</summary>
    Unspecified = 0,

    /// <summary>A matter about one person.</summary>
    Individual,

    /// <summary>A child-protection investigation (20 kap. socialtjänstlagen (2025:400)).</summary>
    ChildInvestigation,

    /// <summary>A preliminary investigation.</summary>
    PreliminaryInvestigation,

    /// <summary>Crime prevention.</summary>
    CrimePrevention,

    /// <summary>Exit from an extremist environment.</summary>
    Exit,

    /// <summary>Advice without a named person.</summary>
    Advice,
}

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
