namespace Gateway.Records;

/// <summary>
/// How far a request is answered. Nothing held, nobody known, protected and refused are all <see cref="Neutral"/> (<c>design.md</c> §1.8).
/// </summary>
public enum AnswerExtent
{
    /// <summary>Nothing is told; so is what waits until it has been judged. The default.</summary>
    Neutral = 0,

    /// <summary>Nothing is released; that something is held is told where no more was asked for.</summary>
    ExistsOnly,

    /// <summary>Some of the categories asked for are released.</summary>
    Partial,

    /// <summary>Every category asked for is released.</summary>
    Full,
}
