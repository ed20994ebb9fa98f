namespace Gateway.Records.Erasure;

/// <summary>How far an erasure goes.</summary>
public enum ErasureScopeKind
{
    /// <summary>Not given; refused.</summary>
    Unspecified = 0,

    /// <summary>One section of a record, in all its versions.</summary>
    Section,

    /// <summary>A record with all its sections.</summary>
    Record,

    /// <summary>All that a party has about a person.</summary>
    Person,

    /// <summary>All that a party has.</summary>
    Party,
}
