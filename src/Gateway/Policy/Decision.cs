using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>The engine's answer: one decision per section, under one catalogue.</summary>
/// <param name="CatalogueVersion">The catalogue that decided.</param>
/// <param name="Sections">In the order asked.</param>
public sealed record Decision(string CatalogueVersion, IReadOnlyList<SectionDecision> Sections);

/// <summary>The decision on one section, with everything that carried or stopped it.</summary>
public sealed record SectionDecision
{
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

/// <summary>One secrecy provision over one section and person.</summary>
/// <param name="Person">Index of the person; -1 where the section concerns none.</param>
/// <param name="Secrecy">The secrecy provision.</param>
/// <param name="Outcome">Whether it is lifted.</param>
/// <param name="LiftedBy">The provision that lifts it or comes closest; its own id where the harm test opens it; empty: none.</param>
/// <param name="Needs">What is missing.</param>
public sealed record ProtectionDecision(int Person, string Secrecy, Outcome Outcome, string LiftedBy, IReadOnlyList<Need> Needs);

/// <summary>A ground that holds, or waits for nothing but an assessment, on the facts supplied.</summary>
/// <param name="Provision">The provision.</param>
/// <param name="Receiver">The kind of receiver it leads to; unspecified where it is the one addressed.</param>
public sealed record AlternativeGround(string Provision, PartyKind Receiver);
