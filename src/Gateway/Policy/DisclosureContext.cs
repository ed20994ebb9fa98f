using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>
/// Everything one decision looks at: who discloses to whom, which sections about which persons, why, on what claimed ground,
/// and the facts with where each comes from. The engine knows nothing else, not even the time.
/// </summary>
public sealed record DisclosureContext
{
    /// <summary>The day in Stockholm; the law in force on it decides.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How the holder comes to disclose.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>The disclosing party's kind.</summary>
    public required PartyKind Holder { get; init; }

    /// <summary>The receiving party's kind.</summary>
    public required PartyKind Receiver { get; init; }

    /// <summary>Whether both belong to one municipality, region or other principal, as far as the directory tells.</summary>
    public Truth SharesPrincipal { get; init; }

    /// <summary>The officer who asks, opens or pushes.</summary>
    public required OfficerFacts Officer { get; init; }

    /// <summary>Provisions relied on; empty lets the engine find the lowest threshold that is met.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>Every person that a section concerns.</summary>
    public IReadOnlyList<PersonFacts> Persons { get; init; } = [];

    /// <summary>The sections, one category each.</summary>
    public required IReadOnlyList<SectionFacts> Sections { get; init; }

    /// <summary>The offence that the ground is about; null where none was given.</summary>
    public OffenceFact? Offence { get; init; }

    /// <summary>Facts with where each comes from.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>
    /// Whether the one who asks says that danger is immediate: then the case may be opened afterwards, for the purposes that allow it, and
    /// what is permitted is reviewed afterwards. No provision is easier to meet by it.
    /// </summary>
    public bool IsEmergency { get; init; }

    /// <summary>Officers of the holder who approved as second.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];
}
