namespace Gateway.Policy;

/// <summary>A statement with where it comes from.</summary>
public sealed record Fact
{
    /// <summary>Code of a fact or question in the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it holds.</summary>
    public required bool Value { get; init; }

    /// <summary>Where it comes from.</summary>
    public required FactSource Source { get; init; }

    /// <summary>Assessed or standing: the officer who answered.</summary>
    public string Officer { get; init; } = "";

    /// <summary>Assessed or standing: that officer's roles.</summary>
    public IReadOnlyList<string> OfficerRoles { get; init; } = [];

    /// <summary>The section it is about; null: all.</summary>
    public string? Section { get; init; }

    /// <summary>Standing: the provision it was decided for, and answers for no other. Null: any.</summary>
    public string? Provision { get; init; }
}
