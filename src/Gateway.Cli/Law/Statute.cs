namespace Gateway.Cli.Law;

/// <summary>A statute as it was imported: its wordings, where they came from, and when.</summary>
internal sealed record Statute
{
    /// <summary>Number in Svensk författningssamling.</summary>
    public required string Sfs { get; init; }

    /// <summary>Name.</summary>
    public required string Law { get; init; }

    /// <summary>Where the operator took it from.</summary>
    public required string Source { get; init; }

    /// <summary>The day in Stockholm on which it was imported.</summary>
    public required DateOnly Imported { get; init; }

    /// <summary>Every wording of every section.</summary>
    public required IReadOnlyList<StatuteSection> Sections { get; init; }

    /// <summary>The wordings in force on a day of what a citation names; empty where one of its sections has none.</summary>
    public IReadOnlyList<StatuteSection> Find(Citation citation, DateOnly day)
    {
        var inForce = Sections.Where(s => s.Chapter == citation.Chapter && s.IsInForceOn(day)).ToList();
        if (citation.Sections.Count == 0) return inForce;
        var found = citation.Sections.Select(name => inForce.Find(s => s.Section == name)).OfType<StatuteSection>().ToList();
        return found.Count == citation.Sections.Count ? found : [];
    }
}
