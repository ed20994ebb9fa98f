namespace Gateway.Policy;

/// <summary>The decision on one section, with everything that carried or stopped it.</summary>
public sealed record SectionDecision
{
    /// <summary>Obligation of every permit in immediate danger: it is reviewed afterwards.</summary>
    public const string PostReview = "post-review";

    /// <summary>The section.</summary>
    public required string Section { get; init; }

    /// <summary>How it comes out.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The provision that carried or stopped it; empty where need-to-know alone did.</summary>
    public required string Provision { get; init; }

    /// <summary>Whether every provision that carries it is a duty.</summary>
    public bool IsDuty { get; init; }

    /// <summary>What is missing; empty for a permit.</summary>
    public IReadOnlyList<Need> Needs { get; init; } = [];

    /// <summary>Codes of what comes with a permit.</summary>
    public IReadOnlyList<string> Obligations { get; init; } = [];

    /// <summary>Each secrecy provision that protects the section, person by person, and what lifts it.</summary>
    public IReadOnlyList<ProtectionDecision> Protections { get; init; } = [];

    /// <summary>Data-protection grounds, the holder's then the receiver's.</summary>
    public IReadOnlyList<string> DataProtectionGrounds { get; init; } = [];

    /// <summary>Provisions whose text or reach is not verified or unsettled, among those that took part.</summary>
    public IReadOnlyList<string> Uncertain { get; init; } = [];

    /// <summary>Where the claimed ground fails on the facts supplied: another that holds on them; else null.</summary>
    public AlternativeGround? Alternative { get; init; }
}
