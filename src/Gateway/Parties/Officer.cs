namespace Gateway.Parties;

/// <summary>An officer of a party, or a system that acts for it, as the directory holds them. Persons are pseudonyms here.</summary>
public sealed record Officer
{
    /// <summary>The party.</summary>
    public required PartyId Party { get; init; }

    /// <summary>The officer's id, the <c>sub</c> of the token.</summary>
    public required string Id { get; init; }

    /// <summary>Party and id: officers of two parties may share an id.</summary>
    public string FullId => $"{Party}/{Id}";

    /// <summary>Role codes of the catalogue.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Last day on which secrecy training is valid; null: none.</summary>
    public DateOnly? TrainingValidUntil { get; init; }

    /// <summary>Mark of the officer's own person, which is not the person's pseudonym; empty where it is not known.</summary>
    public ReadOnlyMemory<byte> Person { get; init; }

    /// <summary>Marks of persons towards whom the officer has a conflict of interest (16 § förvaltningslagen (2017:900)).</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Conflicts { get; init; } = [];

    /// <summary>Whether the officer decides and sees nothing any more.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Whether the officer has a role.</summary>
    public bool Has(string role) => !IsRevoked && Roles.Contains(role);
}
