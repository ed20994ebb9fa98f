namespace Gateway.Policy;

/// <summary>How a section, or a part of its decision, comes out. Ordered: the lowest of the parts is the whole.</summary>
public enum Outcome
{
    /// <summary>Refused. The default.</summary>
    Deny = 0,

    /// <summary>The holder's officer has to assess, or a second one to approve, before anything can be released.</summary>
    AwaitingAssessment,

    /// <summary>Released, with its obligations.</summary>
    Permit,
}
