namespace Gateway.Policy;

/// <summary>What part a provision plays in a decision.</summary>
public enum ProvisionKind
{
    /// <summary>Not known; plays no part.</summary>
    Unspecified = 0,

    /// <summary>Protects data at a holder.</summary>
    Secrecy,

    /// <summary>Lifts secrecy: the holder may disclose, and its officer decides.</summary>
    Lifting,

    /// <summary>Lifts secrecy: the holder must disclose (through OSL 10:28).</summary>
    Duty,

    /// <summary>Lets a party process the data at all.</summary>
    DataProtection,

    /// <summary>Asks something of every disclosure that it covers.</summary>
    Structural,
}
