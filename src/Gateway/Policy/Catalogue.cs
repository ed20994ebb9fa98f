using System.Collections.Frozen;

namespace Gateway.Policy;

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
        Index = new CatalogueIndex(provisions);
        HeldFacts = [.. vocabulary.Facts.Keys.Select(name => new Fact { Name = name, Value = true, Source = FactSource.Register })];
    }

    /// <summary>Version, such as <c>2026-11-22.1</c>.</summary>
    public string Version { get; }

    /// <summary>All provisions, in the order authored.</summary>
    public IReadOnlyList<Provision> Provisions { get; }

    /// <summary>The words they use.</summary>
    public CatalogueVocabulary Vocabulary { get; }

    /// <summary>The provisions by where they apply.</summary>
    internal CatalogueIndex Index { get; }

    /// <summary>Every fact as if a register held it: what is assumed in an asker's favour.</summary>
    internal IReadOnlyList<Fact> HeldFacts { get; }

    private FrozenDictionary<string, Provision> ById { get; }

    /// <summary>A provision by its id; null where the catalogue has none.</summary>
    public Provision? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The provisions in force on a day.</summary>
    public IEnumerable<Provision> InForceOn(DateOnly day) => Provisions.Where(p => p.IsInForceOn(day));
}
