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
