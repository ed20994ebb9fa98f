namespace Gateway.Enforcement;

/// <summary>How a consent was given.</summary>
public enum ConsentForm
{
    /// <summary>Not known; refused.</summary>
    Unspecified = 0,

    /// <summary>On paper, signed: the rule (JO 670-2015).</summary>
    Written,

    /// <summary>Electronically, by a login that identifies.</summary>
    Electronic,

    /// <summary>Orally, noted in the file.</summary>
    Oral,
}
