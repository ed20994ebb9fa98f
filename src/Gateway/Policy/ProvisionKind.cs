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

    /// <summary>Asks something of every disclosure that it covers, or attaches an obligation to it.</summary>
    Structural,

    /// <summary>
    /// A rule that shapes every decision and opens none: what the engine itself carries out (OSL 7:3, 8:2), or what is often
    /// taken for a ground and lifts nothing (förvaltningslagen 8 §). It stands here to be cited and explained; what it obliges to, such as
    /// where a formal decision is appealed (OSL 6:8), is read where that is done, and is no part of a decision.
    /// </summary>
    Principle,
}
