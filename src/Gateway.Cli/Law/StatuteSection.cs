namespace Gateway.Cli.Law;

/// <summary>One wording of one section of a statute, as its publisher gives it.</summary>
internal sealed record StatuteSection
{
    /// <summary>Chapter; null where the act has none.</summary>
    public string? Chapter { get; init; }

    /// <summary>Section, such as <c>15 a</c>.</summary>
    public required string Section { get; init; }

    /// <summary>The wording.</summary>
    public required string Text { get; init; }

    /// <summary>First day of this wording; null: not given, so since before what is asked.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The day from which it no longer holds; null: until further.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>The act that gave this wording; null: not given, or the original.</summary>
    public string? LastAmendedBy { get; init; }

    /// <summary>Whether the section was repealed, and its text is only that notice.</summary>
    public bool Repealed { get; init; }

    /// <summary>Whether this wording is in force on a day.</summary>
    public bool IsInForceOn(DateOnly day) =>
        !Repealed && (ValidFrom is null || ValidFrom <= day) && (ValidUntil is null || day < ValidUntil);
}
