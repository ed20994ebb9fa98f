namespace Gateway.Policy.Analysis;

/// <summary>What of a case a decision may read besides its slice.</summary>
public enum VariableKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The provision claimed: none, one of those that can matter, or another.</summary>
    Claim,

    /// <summary>Whom the section concerns: nobody, or one person in one role.</summary>
    Person,

    /// <summary>A secrecy that protects only where it is declared: none, or one of them.</summary>
    Declared,

    /// <summary>Which ceilings the officer's role keeps, in the earlier catalogue and the later.</summary>
    Ceiling,

    /// <summary>How the holder comes to disclose.</summary>
    Trigger,

    /// <summary>Whether the section bears a mark.</summary>
    Mark,

    /// <summary>Whether the person's identity is protected; yes and not known are one.</summary>
    ProtectedIdentity,

    /// <summary>Whether a second officer has approved.</summary>
    Approver,

    /// <summary>Whether the person is identified.</summary>
    Identified,

    /// <summary>Whether the officer who answers has a role.</summary>
    AnswererRole,

    /// <summary>Whether the answers are standing decisions; a variable only where the catalogues differ in what those may answer.</summary>
    Standing,

    /// <summary>Whether holder and receiver are of one principal; yes and not known are one.</summary>
    SharesPrincipal,

    /// <summary>The class of the offence.</summary>
    Offence,

    /// <summary>Whether it is attempt, preparation or conspiracy.</summary>
    Inchoate,

    /// <summary>The subject's age, in bands.</summary>
    SubjectAge,

    /// <summary>The age of somebody else whom the section concerns, in bands.</summary>
    PersonAge,

    /// <summary>What the asker asserts of a fact.</summary>
    AssertedFact,

    /// <summary>What the register holds of a fact.</summary>
    RegisterFact,

    /// <summary>What the holder's officer has answered to a statutory question.</summary>
    Question,
}

/// <summary>One variable of a case, with all the values it can have.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The code of the fact, question, mark or role; empty where the kind says all.</param>
/// <param name="Values">Words of its values; the first is the one that asks for least explanation in a witness.</param>
public sealed record Variable(VariableKind Kind, string Name, IReadOnlyList<string> Values)
{
    /// <summary>Yes, no and not known, in that order, for facts and questions.</summary>
    internal const int Unknown = 0, Yes = 1, No = 2;
}
