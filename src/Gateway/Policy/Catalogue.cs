using System.Collections.Frozen;

namespace Gateway.Policy;

/// <summary>A word of the catalogue's closed vocabulary, told in two languages.</summary>
/// <param name="Code">The code that provisions and messages use.</param>
/// <param name="Text">What it means.</param>
public sealed record Term(string Code, BilingualText Text);

/// <summary>A statutory question that the holder's officer answers.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">What is asked.</param>
/// <param name="IsIndividual">Whether it is answered for each matter alone, so that no standing decision answers it.</param>
public sealed record Question(string Code, BilingualText Text, bool IsIndividual);

/// <summary>A data category: what one section holds.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">What it means.</param>
/// <param name="NeverDeposited">Whether the gateway never stores it, sealed or not (<c>design.md</c> §1.6).</param>
/// <param name="TellsWhereabouts">Whether it tells where somebody is, and so is not stored of a person in hiding (21 kap. 3 § OSL).</param>
public sealed record Category(string Code, BilingualText Text, bool NeverDeposited, bool TellsWhereabouts);

/// <summary>A purpose, and the categories that it can need.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">What it means.</param>
/// <param name="Categories">The most that it can need.</param>
public sealed record Purpose(string Code, BilingualText Text, IReadOnlyList<string> Categories);

/// <summary>An officer's role, and the categories that it may ask for or open.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">What it means.</param>
/// <param name="Categories">Its ceiling.</param>
public sealed record Role(string Code, BilingualText Text, IReadOnlyList<string> Categories);

/// <summary>An offence and its penalty scale, in months of imprisonment.</summary>
/// <param name="Code">Chapter, section and paragraph, such as <c>brb-8-5-1</c>.</param>
/// <param name="Text">What it is called.</param>
/// <param name="MinimumMonths">Lowest penalty in the scale; 0 where only the general minimum holds, or a fine is possible.</param>
/// <param name="MaximumMonths">Highest; 0 where the scale holds fines only.</param>
/// <param name="Groups">Groups it belongs to, such as <c>terrorist-offence</c>.</param>
public sealed record Offence(string Code, BilingualText Text, int MinimumMonths, int MaximumMonths, IReadOnlyList<string> Groups);

/// <summary>
/// The law in force as the engine reads it: an immutable snapshot of provisions and the vocabulary they use, made only by
/// <see cref="CatalogueReader"/>, so that every name in it resolves.
/// </summary>
public sealed class Catalogue
{
    internal Catalogue(string version, IReadOnlyList<Provision> provisions, CatalogueVocabulary vocabulary)
    {
        Version = version;
        Provisions = provisions;
        ById = provisions.ToFrozenDictionary(p => p.Id);
        Vocabulary = vocabulary;
    }

    /// <summary>Version, such as <c>2026-11-22.1</c>.</summary>
    public string Version { get; }

    /// <summary>All provisions, in the order authored.</summary>
    public IReadOnlyList<Provision> Provisions { get; }

    /// <summary>The words they use.</summary>
    public CatalogueVocabulary Vocabulary { get; }

    private FrozenDictionary<string, Provision> ById { get; }

    /// <summary>A provision by its id; null where the catalogue has none.</summary>
    public Provision? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The provisions in force on a day.</summary>
    public IEnumerable<Provision> InForceOn(DateOnly day) => Provisions.Where(p => p.IsInForceOn(day));
}

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
