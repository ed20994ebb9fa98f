namespace Gateway.Policy;

/// <summary>
/// What the asker may learn of a decision (<c>design.md</c> §1.8). The same question is decided twice: on everything, and on
/// what the asker supplied alone, with every register fact assumed in the asker's favour. Register facts then change an answer
/// only between permit, wait and neutral.
/// </summary>
public static class RequesterView
{
    /// <summary>
    /// The context with nothing in it that the asker did not supply: one identified, unprotected person, every section held
    /// and unmarked, every register fact true, nothing assessed but by standing decision.
    /// </summary>
    public static DisclosureContext AsSupplied(this DisclosureContext context, Catalogue catalogue)
    {
        if (context.Trigger != Trigger.Request) return context; // who tells unasked is the holder, and knows it all
        var subject = context.Persons.FirstOrDefault(p => p.Role == PersonRole.Subject);
        return context with
        {
            Persons = subject is null ? [] : [subject with { IsIdentified = true, HasProtectedIdentity = Truth.False }],
            Sections = [.. context.Sections.Select(s => new SectionFacts
            {
                Id = s.Id, Category = s.Category, IsHeld = !s.MayBeFulfilled, MayBeFulfilled = s.MayBeFulfilled,
                Persons = subject is null ? [] : [0],
            })],
            Facts =
            [
                .. context.Facts.Where(f => f.Source is FactSource.Asserted or FactSource.Standing),
                .. catalogue.HeldFacts,
            ],
            Approvers = [],
        };
    }

    /// <summary>The decision as the asker gets it.</summary>
    /// <param name="context">The full context.</param>
    /// <param name="decision">The decision on it.</param>
    /// <param name="catalogue">The catalogue that decided.</param>
    /// <param name="isClosed">Whether the holder will assess nothing more, so that what waits has become neutral.</param>
    public static Decision Of(DisclosureContext context, Decision decision, Catalogue catalogue, bool isClosed)
    {
        var supplied = PolicyDecisionPoint.Decide(context.AsSupplied(catalogue), catalogue);
        var sections = decision.Sections.Zip(supplied.Sections, (real, asked) => Answer(real, asked, catalogue, isClosed));
        return decision with { Sections = [.. sections] };
    }

    /// <summary>A decision as a counterpart that did not ask may see it: what is missing, but nothing that the holder's registers know.</summary>
    public static Decision WithoutRegisterFacts(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return decision with
        {
            Sections = [.. decision.Sections.Select(s => WithoutPersons(s) with
            {
                Needs = [.. s.Needs.Where(n => n.Source == NeedSource.Supplied)],
            })],
        };
    }

    private static SectionDecision Answer(SectionDecision real, SectionDecision asked, Catalogue catalogue, bool isClosed)
    {
        if (asked.Outcome == Outcome.Deny) return asked;
        if (real.Outcome == Outcome.Permit) return WithoutPersons(real);
        var couldNeedAssessment = asked.Outcome == Outcome.AwaitingAssessment
            || catalogue.Find(asked.Provision)?.Conditions.Any(c => c.Mark == Mark.Assessed) == true;
        return couldNeedAssessment && !isClosed ? Waiting(asked) : Neutral(asked.Section);
    }

    /// <summary>The same for who waits, who is absent and who is protected: it is built from what was asked alone.</summary>
    private static SectionDecision Waiting(SectionDecision asked) =>
        new() { Section = asked.Section, Outcome = Outcome.AwaitingAssessment, Provision = asked.Provision };

    private static SectionDecision Neutral(string section) =>
        new() { Section = section, Outcome = Outcome.Deny, Provision = "" };

    private static SectionDecision WithoutPersons(SectionDecision real) => real with { Protections = [] };
}
