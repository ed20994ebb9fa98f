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

    /// <summary>What is missing for one section; empty when the need is shown.</summary>
    public static IEnumerable<Need> Missing(DisclosureContext context, SectionFacts section, CatalogueVocabulary words)
    {
        var officer = context.Officer;
        if (officer.TrainingValidUntil is not { } until || until < context.Day) yield return No("valid-training");
        if (officer.Assurance < RequiredAssurance) yield return No("assurance", $"{RequiredAssurance}");
        if (!officer.Roles.Any(role => words.Roles.TryGetValue(role, out var r) && r.Categories.Contains(section.Category)))
            yield return No("role-ceiling");
        if (!words.Purposes.TryGetValue(context.Purpose, out var purpose)) yield return No("known-purpose");
        else if (!purpose.Categories.Contains(section.Category)) yield return No("purpose-needs-category");

        if (context.IsEmergency && purpose is { AllowsEmergency: false }) yield return No("emergency-purpose");
        // In immediate danger a case may be opened afterwards; the review that every such permit brings asks for it.
        if (context.Trigger == Trigger.Request && !(context.IsEmergency && officer.Case is null))
            foreach (var need in MissingInCase(officer.Case, context.Purpose)) yield return need;
        // Whoever asks or pushes named the persons; whoever opens would learn from a named need who is in the alert.
        var source = officer.IsAddressee ? NeedSource.Register : NeedSource.Supplied;
        if (officer.IsSubject != Truth.False) yield return No("no-self-lookup") with { Source = source };
        if (officer.HasConflictOfInterest != Truth.False) yield return No("no-conflict-of-interest") with { Source = source };
        if (section.Persons.Any(i => context.Persons[i].ConflictsWithOfficer))
            yield return No("no-conflict-of-interest") with { Source = NeedSource.Register };
    }

    private static IEnumerable<Need> MissingInCase(CaseFacts? about, string purpose)
    {
        if (about is null)
        {
            yield return No("case");
            yield break;
        }
        if (!about.IsOpen) yield return No("open-case");
        if (!about.IsAssigned) yield return No("assigned-to-case");
        if (!about.ConcernsSubject) yield return No("case-concerns-subject");
        if (about.Purpose != purpose) yield return No("case-purpose");
    }

    private static Need No(string code, string argument = "") => new(code, "", NeedSource.Supplied, IsRefuted: true, argument);
}
