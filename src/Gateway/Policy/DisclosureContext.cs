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

    /// <summary>Officers of the holder who approved as second.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];
}

/// <summary>An officer as need-to-know sees one.</summary>
public sealed record OfficerFacts
{
    /// <summary>The officer's id.</summary>
    public required string Id { get; init; }

    /// <summary>Role codes.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Last day on which secrecy training is valid; null: none.</summary>
    public DateOnly? TrainingValidUntil { get; init; }

    /// <summary>Level of assurance of the login, 1 to 4.</summary>
    public int Assurance { get; init; }

    /// <summary>The case referred to; null where none was, or it is not one of the officer's party.</summary>
    public CaseFacts? Case { get; init; }

    /// <summary>Whether the officer belongs to the party that an alert is addressed to, and opens that alert.</summary>
    public bool IsAddressee { get; init; }

    /// <summary>Whether the officer has a conflict of interest in the matter.</summary>
    public Truth HasConflictOfInterest { get; init; }

    /// <summary>Whether the officer asks about himself or herself.</summary>
    public Truth IsSubject { get; init; }
}

/// <summary>A case as need-to-know sees one.</summary>
/// <param name="IsOpen">Whether it is open.</param>
/// <param name="IsAssigned">Whether the officer is assigned to it.</param>
/// <param name="ConcernsSubject">Whether it is about the person asked about.</param>
/// <param name="Purpose">Its purpose code.</param>
public sealed record CaseFacts(bool IsOpen, bool IsAssigned, bool ConcernsSubject, string Purpose);

/// <summary>What a person is in the matter.</summary>
public enum PersonRole
{
    /// <summary>Not known.</summary>
    Unspecified = 0,

    /// <summary>The person the matter is about.</summary>
    Subject,

    /// <summary>Suspected of an offence.</summary>
    Suspect,

    /// <summary>Wronged by an offence.</summary>
    Victim,

    /// <summary>A witness.</summary>
    Witness,

    /// <summary>A relative or custodian.</summary>
    Relative,

    /// <summary>The one who reported.</summary>
    Reporter,

    /// <summary>Somebody else.</summary>
    Other,
}

/// <summary>A person that a section concerns.</summary>
public sealed record PersonFacts
{
    /// <summary>What the person is in the matter.</summary>
    public required PersonRole Role { get; init; }

    /// <summary>Whether the identity is verified.</summary>
    public bool IsIdentified { get; init; }

    /// <summary>Day of birth; null where not known.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>Whether the person's identity is protected in any form.</summary>
    public Truth HasProtectedIdentity { get; init; }

    /// <summary>
    /// Whether the person is the officer, or one towards whom the officer has a conflict of interest. Said here of those whom the
    /// asker did not name: that they are in the section is a fact of the holder's register.
    /// </summary>
    public bool ConflictsWithOfficer { get; init; }
}

/// <summary>A section as the decision sees it.</summary>
public sealed record SectionFacts
{
    /// <summary>Id within its record, alert or request.</summary>
    public required string Id { get; init; }

    /// <summary>Category code.</summary>
    public required string Category { get; init; }

    /// <summary>Indexes into <see cref="DisclosureContext.Persons"/>; empty: concerns no person.</summary>
    public IReadOnlyList<int> Persons { get; init; } = [];

    /// <summary>Secrecy provisions the holder declares besides those derived. A declaration never removes.</summary>
    public IReadOnlyList<string> DeclaredProtections { get; init; } = [];

    /// <summary>Marks it bears.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Whether the holder has it. False is a fact of the holder's register.</summary>
    public bool IsHeld { get; init; }
}

/// <summary>An offence as its asker names it.</summary>
/// <param name="Code">Code in the penalty table.</param>
/// <param name="Inchoate">Attempt, preparation or conspiracy.</param>
public sealed record OffenceFact(string Code, bool Inchoate);

/// <summary>Where a fact comes from.</summary>
public enum FactSource
{
    /// <summary>Nowhere; the fact counts for nothing.</summary>
    Unspecified = 0,

    /// <summary>A register holds it.</summary>
    Register,

    /// <summary>The requester asserts it.</summary>
    Asserted,

    /// <summary>An officer of the holder assessed it, for this matter.</summary>
    Assessed,

    /// <summary>A standing decision of the holder answers it.</summary>
    Standing,
}

/// <summary>A statement with where it comes from.</summary>
public sealed record Fact
{
    /// <summary>Code of a fact or question in the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it holds.</summary>
    public required bool Value { get; init; }

    /// <summary>Where it comes from.</summary>
    public required FactSource Source { get; init; }

    /// <summary>Assessed or standing: the officer who answered.</summary>
    public string Officer { get; init; } = "";

    /// <summary>Assessed or standing: that officer's roles.</summary>
    public IReadOnlyList<string> OfficerRoles { get; init; } = [];

    /// <summary>The section it is about; null: all.</summary>
    public string? Section { get; init; }

    /// <summary>Standing: the provision it was decided for, and answers for no other. Null: any.</summary>
    public string? Provision { get; init; }
}
