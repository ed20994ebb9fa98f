namespace Gateway.Policy;

/// <summary>One section in its context, with the law that applies to it: what every part of a ruling looks at.</summary>
internal sealed class SectionCase
{
    /// <summary>Index of nobody.</summary>
    public const int NoPerson = -1;

    private static readonly IReadOnlyList<int> Nobody = [NoPerson];

    private readonly bool _hides;

    public SectionCase(DisclosureContext context, Catalogue catalogue, SectionFacts section)
    {
        (Context, Catalogue, Section) = (context, catalogue, section);
        Law = catalogue.Index.On(context.Day, context.Holder, context.Receiver, section.Category);
        Secrecy = section.DeclaredProtections.Count == 0 ? Law.Secrecy
            : [.. Law.Secrecy.Concat(section.DeclaredProtections.Select(catalogue.Find).OfType<Provision>()).DistinctBy(p => p.Id)];
        for (var i = 0; i < Secrecy.Count; i++) _hides |= Secrecy[i].HidesPerson;
    }

    public DisclosureContext Context { get; }

    public Catalogue Catalogue { get; }

    public SectionFacts Section { get; }

    public ApplicableLaw Law { get; }

    /// <summary>What protects: derived from holder and category, and declared.</summary>
    public IReadOnlyList<Provision> Secrecy { get; }

    /// <summary>Indexes of those it concerns.</summary>
    public IReadOnlyList<int> Persons => Section.Persons.Count == 0 ? Nobody : Section.Persons;

    // INVARIANT: to name nobody never gives more than to name somebody; only what is impersonal by its nature concerns nobody.
    public PersonFacts? Person(int index) => index != NoPerson ? Context.Persons[index]
        : Catalogue.Vocabulary.Categories[Section.Category].IsImpersonal ? null : PersonFacts.Unknown;

    public ConditionInput Input(Provision p, PersonFacts? person, string? secrecyRole = null) =>
        new(Context, Catalogue, Section, person, p, secrecyRole, _hides);

    /// <summary>Adds what the conditions of a provision miss. False, and what was added is of no use, where it comes out below
    /// <paramref name="least"/>: it then stops at once.</summary>
    public bool Test(Provision p, PersonFacts? person, string? secrecyRole, Outcome least, ref List<Need>? needs)
    {
        var input = Input(p, person, secrecyRole);
        var conditions = p.Conditions;
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].Test(input) is not { } need) continue;
            if (least == Outcome.Permit || (least == Outcome.AwaitingAssessment && !need.CanBeAssessed)) return false;
            (needs ??= []).Add(need);
        }
        return true;
    }

    /// <summary>How something comes out that misses these.</summary>
    public static Outcome OutcomeOf(List<Need>? needs)
    {
        if (needs is null or []) return Outcome.Permit;
        foreach (var need in needs)
            if (!need.CanBeAssessed) return Outcome.Deny;
        return Outcome.AwaitingAssessment;
    }
}
