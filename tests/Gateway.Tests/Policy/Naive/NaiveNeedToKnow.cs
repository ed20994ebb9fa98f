using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>Need-to-know a second time: what no provision lifts.</summary>
internal static class NaiveNeedToKnow
{
    public static List<Need> Missing(NaiveLaw law, DisclosureContext context, SectionFacts section)
    {
        List<Need> missing = [];
        var (officer, words) = (context.Officer, law.Vocabulary);
        Unless(officer.TrainingValidUntil >= context.Day, "valid-training");
        Unless(officer.Assurance >= 3, "assurance", argument: "3");
        Unless(words.Roles.Any(r => officer.Roles.Contains(r.Code) && r.Categories.Contains(section.Category)), "role-ceiling");
        var purpose = words.Purposes.SingleOrDefault(p => p.Code == context.Purpose);
        Unless(purpose is not null, "known-purpose");
        Unless(purpose is null || purpose.Categories.Contains(section.Category), "purpose-needs-category");
        Unless(!context.IsEmergency || purpose is null || purpose.Emergency, "emergency-purpose");
        if (context.Trigger == Trigger.Request && (officer.Case is not null || !context.IsEmergency))
        {
            Unless(officer.Case is not null, "case");
            if (officer.Case is { } about)
            {
                Unless(about.IsOpen, "open-case");
                Unless(about.IsAssigned, "assigned-to-case");
                Unless(about.ConcernsSubject, "case-concerns-subject");
                Unless(about.Purpose == context.Purpose, "case-purpose");
            }
        }
        // What whoever opens an alert learns of its persons would come from the register.
        var source = officer.IsAddressee ? NeedSource.Register : NeedSource.Supplied;
        Unless(officer.IsSubject == Truth.False, "no-self-lookup", source);
        Unless(officer.HasConflictOfInterest == Truth.False, "no-conflict-of-interest", source);
        Unless(!section.Persons.Any(i => context.Persons[i].ConflictsWithOfficer), "no-conflict-of-interest", NeedSource.Register);
        if (!section.MayBeFulfilled) Unless(section.IsHeld, "held", NeedSource.Register);
        else if (!section.IsHeld) missing.Add(new Need("fulfilled", "", NeedSource.Assessment, false));
        return missing;

        void Unless(bool holds, string code, NeedSource from = NeedSource.Supplied, string argument = "")
        {
            if (!holds) missing.Add(new Need(code, "", from, true, argument));
        }
    }
}
