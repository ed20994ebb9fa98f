namespace Gateway.Enforcement;

/// <summary>What came of a follow-up.</summary>
public enum FollowUpOutcome
{
    /// <summary>Not said; refused.</summary>
    Unspecified = 0,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>A review found the act justified.</summary>
    Justified,

    /// <summary>A review found it not justified.</summary>
    NotJustified,
}
