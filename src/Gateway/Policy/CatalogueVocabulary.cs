using System.Collections.Frozen;

namespace Gateway.Policy;

/// <summary>The closed vocabulary of a catalogue.</summary>
public sealed record CatalogueVocabulary
{
    /// <summary>Data categories.</summary>
    public required FrozenDictionary<string, Category> Categories { get; init; }

    /// <summary>Purposes.</summary>
    public required FrozenDictionary<string, Purpose> Purposes { get; init; }

    /// <summary>Officers' roles.</summary>
    public required FrozenDictionary<string, Role> Roles { get; init; }

    /// <summary>Facts that registers hold or a requester asserts.</summary>
    public required FrozenDictionary<string, Term> Facts { get; init; }

    /// <summary>Statutory questions that the holder's officer answers.</summary>
    public required FrozenDictionary<string, Question> Questions { get; init; }

    /// <summary>Marks that a section can bear.</summary>
    public required FrozenDictionary<string, Term> Marks { get; init; }

    /// <summary>Obligations that come with a permit.</summary>
    public required FrozenDictionary<string, Term> Obligations { get; init; }

    /// <summary>What can be missing, told to a person; <c>{0}</c> stands for a need's argument.</summary>
    public required FrozenDictionary<string, Term> Needs { get; init; }

    /// <summary>The penalty table. What it lacks is unknown, never below a threshold.</summary>
    public required FrozenDictionary<string, Offence> Offences { get; init; }
}
