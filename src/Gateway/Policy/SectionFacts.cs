namespace Gateway.Policy;

/// <summary>A section as the decision sees it.</summary>
public sealed record SectionFacts
{
    /// <summary>Id within its record, alert or request.</summary>
    public required string Id { get; init; }

    /// <summary>Category code.</summary>
    public required string Category { get; init; }

    /// <summary>Indexes into <see cref="DisclosureContext.Persons"/>; empty: concerns no person.</summary>
    public IReadOnlyList<int> Persons { get; init; } = [];

    /// <summary>Secrecy provisions the holder declares besides those derived. A declaration never removes.</summary>
    public IReadOnlyList<string> DeclaredProtections { get; init; } = [];

    /// <summary>Marks it bears.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Whether the holder has it. False is a fact of the holder's register.</summary>
    public bool IsHeld { get; init; }

    /// <summary>
    /// Whether the holder's own system answers for this category, request by request, where nothing of it lies here. It is the same for
    /// every person, so that it tells of none.
    /// </summary>
    public bool MayBeFulfilled { get; init; }
}
