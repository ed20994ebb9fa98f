namespace Gateway.Policy;

/// <summary>On whom it depends that something is missing.</summary>
public enum NeedSource
{
    /// <summary>Not known; treated as a register fact, of which a refusal tells nothing.</summary>
    Unspecified = 0,

    /// <summary>A register fact. Never told to the asker.</summary>
    Register,

    /// <summary>What the asker supplied or its own party knows. May be told.</summary>
    Supplied,

    /// <summary>A question that the holder's officer has to answer.</summary>
    Assessment,

    /// <summary>A second officer of the holder has to approve.</summary>
    Approval,
}

/// <summary>Something that is not known to be true and would have to be.</summary>
/// <param name="Code">What, such as <c>subject-age-below</c> or a question's code.</param>
/// <param name="Provision">The provision that asks for it; empty for need-to-know.</param>
/// <param name="Source">On whom it depends.</param>
/// <param name="IsRefuted">True: known to be false; false: unknown.</param>
/// <param name="Argument">A threshold or list that the text names; empty where none.</param>
public sealed record Need(string Code, string Provision, NeedSource Source, bool IsRefuted, string Argument = "")
{
    /// <summary>Code of what waits for the holder's own system (<c>design.md</c> §5).</summary>
    public const string Fulfilled = "fulfilled";

    /// <summary>What is known to be false of what the asker supplied.</summary>
    internal static Need Refuted(string code, string provision = "") => new(code, provision, NeedSource.Supplied, IsRefuted: true);

    /// <summary>Whether an answer of the holder's officers could still meet it.</summary>
    public bool CanBeAssessed => !IsRefuted && Source is (NeedSource.Assessment or NeedSource.Approval);
}
