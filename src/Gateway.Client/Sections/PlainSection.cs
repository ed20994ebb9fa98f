namespace Gateway.Client;

/// <summary>A section before it is sealed.</summary>
/// <param name="SectionId">Id within its record or alert: 1 to 64 of a-z, 0-9 and -.</param>
/// <param name="Category">Category code of the catalogue.</param>
/// <param name="Content">What it says.</param>
public sealed record PlainSection(string SectionId, string Category, ReadOnlyMemory<byte> Content)
{
    /// <summary>1 and upwards; a new version replaces.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Secrecy provisions that the holder declares besides those the catalogue derives.</summary>
    public IReadOnlyList<string> DeclaredProtections { get; init; } = [];

    /// <summary>Marks of the catalogue.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Indexes into the persons of the record or alert. Empty only where <see cref="ConcernsNoPerson"/> says so.</summary>
    public IReadOnlyList<int> PersonIndexes { get; init; } = [];

    /// <summary>Said on purpose: the section concerns no person, and so nothing that protects individuals protects it.</summary>
    public bool ConcernsNoPerson { get; init; }
}
