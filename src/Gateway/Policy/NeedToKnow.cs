namespace Gateway.Policy;

/// <summary>
/// Whether this officer needs this section for this purpose now: the part of a decision that no provision can lift
/// (bdl-3-6, sotj-pul-10, pdl-4-1, and JO's line that the need is work-related: a case reference for every look-up).
/// What depends on the officer's own party may be told; who else is in a section is the holder's to know, and is not.
/// </summary>
internal static class NeedToKnow
{
    /// <summary>The lowest level of assurance of a login that may ask, open or push.</summary>
    public const int RequiredAssurance = 3;

    /// <summary>Adds what is missing for one section; nothing where the need is shown.</summary>
    public static void AddMissing(List<Need> needs, DisclosureContext context, SectionFacts section, CatalogueVocabulary words)
    {
        var officer = context.Officer;
        if (officer.TrainingValidUntil is not { } until || until < context.Day) needs.Add(No("valid-training"));
        if (officer.Assurance < RequiredAssurance) needs.Add(No("assurance", $"{RequiredAssurance}"));
        if (!HasRoleFor(section.Category, officer, words)) needs.Add(No("role-ceiling"));
        if (!words.Purposes.TryGetValue(context.Purpose, out var purpose)) needs.Add(No("known-purpose"));
        else if (!purpose.Categories.Contains(section.Category)) needs.Add(No("purpose-needs-category"));

        if (context.IsEmergency && purpose is { AllowsEmergency: false }) needs.Add(No("emergency-purpose"));
        // In immediate danger a case may be opened afterwards; the review that every such permit brings asks for it.
        if (context.Trigger == Trigger.Request && !(context.IsEmergency && officer.Case is null))
            AddMissingInCase(needs, officer.Case, context.Purpose);
        // Whoever asks or pushes named the persons; whoever opens would learn from a named need who is in the alert.
        var source = officer.IsAddressee ? NeedSource.Register : NeedSource.Supplied;
        if (officer.IsSubject != Truth.False) needs.Add(No("no-self-lookup") with { Source = source });
        if (officer.HasConflictOfInterest != Truth.False) needs.Add(No("no-conflict-of-interest") with { Source = source });
        if (KnowsOneOf(section.Persons, context)) AddNew(needs, No("no-conflict-of-interest") with { Source = NeedSource.Register });
    }

    private static void AddMissingInCase(List<Need> needs, CaseFacts? about, string purpose)
    {
        if (about is null)
        {
            needs.Add(No("case"));
            return;
        }
        if (!about.IsOpen) needs.Add(No("open-case"));
        if (!about.IsAssigned) needs.Add(No("assigned-to-case"));
        if (!about.ConcernsSubject) needs.Add(No("case-concerns-subject"));
        if (about.Purpose != purpose) needs.Add(No("case-purpose"));
    }

    private static bool HasRoleFor(string category, OfficerFacts officer, CatalogueVocabulary words)
    {
        foreach (var code in officer.Roles)
            if (words.Roles.TryGetValue(code, out var role) && role.Categories.Contains(category)) return true;
        return false;
    }

    private static bool KnowsOneOf(IReadOnlyList<int> persons, DisclosureContext context)
    {
        for (var i = 0; i < persons.Count; i++)
            if (context.Persons[persons[i]].ConflictsWithOfficer) return true;
        return false;
    }

    // Whoever opens may have a conflict with the person asked about and with another: one need.
    private static void AddNew(List<Need> needs, Need need)
    {
        if (!needs.Contains(need)) needs.Add(need);
    }

    private static Need No(string code, string argument = "") => new(code, "", NeedSource.Supplied, IsRefuted: true, argument);
}
