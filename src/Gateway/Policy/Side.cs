namespace Gateway.Policy;

/// <summary>On which side of a disclosure a data-protection ground stands.</summary>
public enum Side
{
    /// <summary>Not a data-protection ground.</summary>
    None = 0,

    /// <summary>Lets the holder disclose.</summary>
    Disclosing,

    /// <summary>Lets the receiver take part.</summary>
    Receiving,
}
