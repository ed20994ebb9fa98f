namespace Gateway.Policy;

/// <summary>How a party comes to disclose.</summary>
public enum Trigger
{
    /// <summary>Not known; no provision holds for it.</summary>
    Unspecified = 0,

    /// <summary>Another party asked.</summary>
    Request,

    /// <summary>The holder tells unasked.</summary>
    OwnInitiative,

    /// <summary>The holder tells unasked, at once.</summary>
    Immediate,
}
