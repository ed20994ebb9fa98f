namespace Gateway.Policy;

/// <summary>How sure we are of a provision's text.</summary>
public enum Certainty
{
    /// <summary>General knowledge; the text was not read. Production refuses to activate it.</summary>
    FromMemory = 0,

    /// <summary>Read in a source that describes it.</summary>
    Secondary,

    /// <summary>The wording was read.</summary>
    Verified,
}
