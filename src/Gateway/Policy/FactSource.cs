namespace Gateway.Policy;

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
