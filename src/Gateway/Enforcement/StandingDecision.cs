using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>
/// A holder's decision that answers one statutory question beforehand, with yes, for a scope and a time
/// (<c>design.md</c> §1.3).
/// </summary>
public sealed record StandingDecision
{
    /// <summary>The holder.</summary>
    public required PartyId Holder { get; init; }

    /// <summary>Id within the holder.</summary>
    public required string Id { get; init; }

    /// <summary>The provision whose question it answers; for no other.</summary>
    public required string Provision { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>Categories it covers.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>The party it holds towards.</summary>
    public required PartyId Receiver { get; init; }

    /// <summary>First day it holds.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day it holds.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>The officer who decided.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>That officer's roles when deciding.</summary>
    public required IReadOnlyList<string> DeciderRoles { get; init; }

    /// <summary>Registration number of the decision.</summary>
    public string RegistrationNumber { get; init; } = "";
}
