namespace Gateway.Policy;

/// <summary>The words of a written <see cref="DisclosureContext"/> that no catalogue names, for those who write contexts by hand.</summary>
public static class ContextWords
{
    /// <summary>How a holder comes to disclose.</summary>
    public static IReadOnlyList<string> Triggers { get; } = Sorted(CatalogueWords.Triggers.Keys);

    /// <summary>What a person is in the matter.</summary>
    public static IReadOnlyList<string> PersonRoles { get; } = Sorted(CatalogueWords.Roles.Keys);

    /// <summary>Where a fact comes from.</summary>
    public static IReadOnlyList<string> FactSources { get; } = Sorted(ContextReader.SourceWords);

    private static IReadOnlyList<string> Sorted(IEnumerable<string> words) => [.. words.Order(StringComparer.Ordinal)];
}
