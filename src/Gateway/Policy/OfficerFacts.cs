namespace Gateway.Policy;

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
