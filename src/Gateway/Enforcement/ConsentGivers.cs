namespace Gateway.Enforcement;

/// <summary>Who consented for the person that the data is about.</summary>
[Flags]
public enum ConsentGivers
{
    /// <summary>Nobody; refused.</summary>
    None = 0,

    /// <summary>The person.</summary>
    Self = 1,

    /// <summary>All custodians.</summary>
    Custodians = 2,
}
