using System.Globalization;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Cli.Policy.Smt;

/// <summary>What each condition of one catalogue says of a case.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="hiding">That a secrecy over the section hides whom it concerns.</param>
internal sealed class SmtConditions(Catalogue catalogue, string hiding)
{
    private static readonly string Somebody = Logic.Not(Logic.In("person", [SmtCase.Nobody]));

    /// <summary>That a section of this category which names nobody is about somebody unknown.</summary>
    private string IsUnknown => Logic.And(Logic.Not(Somebody), Logic.Not(Impersonal));

    /// <summary>That the category is about nobody by its nature.</summary>
    public string Impersonal => Logic.In("category", catalogue.Vocabulary.Categories.Values.Where(c => c.IsImpersonal).Select(c => c.Code));

    /// <summary>All conditions of a provision.</summary>
    /// <param name="p">The provision.</param>
    /// <param name="ofPerson">Whether they are tested of whom the section concerns, or of nobody in particular.</param>
    /// <param name="secrecyRole">Who decides over the secrecy to be lifted.</param>
    public Level All(Provision p, bool ofPerson, string? secrecyRole = null) =>
        Level.Least(p.Conditions.Select(c => Of(c, p, ofPerson, secrecyRole)));

    public Level Of(Condition condition, Provision p, bool ofPerson, string? secrecyRole) => condition switch
    {
        TriggerIs c => Level.Where(Logic.In("trigger", c.Triggers.Select(t => $"{t}"))),
        PurposeIs c => Level.Where(Logic.In("purpose", c.Purposes.Where(catalogue.Vocabulary.Purposes.ContainsKey))),
        NotWhere c => Level.If(Logic.In("receiver", Kinds(c.Receivers)),
            Level.Least(Level.Where(Logic.Not(Reserved(c))), c.Question is { } asked ? Answer(asked, p, ofPerson, secrecyRole) : Level.Permit),
            Level.Permit),
        SamePrincipal c => Level.If(Logic.Name("other-principal"), Level.Deny, Answer(c.Question, p, ofPerson, secrecyRole)),
        SubjectAgeBelow c => Level.Where(Logic.And(Logic.Name("subject-born-known"), Below("subject-age", c.Years))),
        PersonAgeBelow c => ofPerson ? Level.Where(Logic.And(Somebody, BornKnown, PersonBelow(c.Years))) : Level.Deny,
        PersonAgeFrom c => ofPerson ? Level.Where(Logic.And(Somebody, BornKnown, Logic.Not(PersonBelow(c.Years)))) : Level.Deny,
        PersonRoleIs c => ofPerson ? Level.Where(Logic.In("person", c.Roles.Select(r => $"{r}"))) : Level.Deny,
        OffenceMinimum c => Level.Where(Logic.If(Logic.Name("inchoate"),
            Offence(o => o.MinimumMonths >= c.InchoateMonths), Offence(o => o.MinimumMonths >= c.Months))),
        OffenceWithPrison => Level.Where(Offence(o => o.MaximumMonths > 0)),
        OffenceInGroup c => Level.Where(Offence(o => o.Groups.Contains(c.Group))),
        AssertedFact c => Level.Where(Logic.Same(Logic.Name("asserted", c.Name), "yes")),
        RegisterFact c => Level.Where(Logic.Same(Logic.Name("register", c.Name), "yes")),
        AssessedQuestion c => Answer(c.Question, p, ofPerson, secrecyRole),
        SectionLacksMark c => Level.Where(Logic.Not(Logic.Name("mark", c.Name))),
        ConcernsNoPerson => Level.Where(Logic.Not(Somebody)),
        PersonIdentified c => !ofPerson ? Level.Permit : Level.If(
            Logic.Or(Logic.And(Somebody, Logic.Name("identified")), Logic.And(Logic.Not(Somebody), Impersonal)), Level.Permit,
            Answer(c.Question, p, ofPerson, secrecyRole)),
        SecondApprover c => new Level(Logic.True, Logic.Or(Logic.Name("approved"), c.OnlyForProtectedIdentity ? Logic.Not(Hidden(ofPerson))
            : Logic.False)),
        NotSecret => Level.Permit,
        _ => throw new NotSupportedException($"the export does not know the condition `{condition.Code}`"),
    };

    /// <summary>The officer's answer: yes permits and no refuses where the answer counts, else the question stays open.</summary>
    public Level Answer(string question, Provision p, bool ofPerson, string? secrecyRole = null)
    {
        var isIndividual = !catalogue.Vocabulary.Questions.TryGetValue(question, out var asked) || asked.IsIndividual;
        var mayStand = isIndividual ? Logic.False : Logic.Not(Hidden(ofPerson));
        var counts = Logic.And(new[] { p.DecisionMakerRole, secrecyRole }.OfType<string>().Select(role => Logic.Name("answerer", role))
            .Append(Logic.Or(Logic.Not(Logic.Name("standing")), mayStand)));
        var said = Logic.Name("question", question);
        return new Level(Logic.Not(Logic.And(counts, Logic.Same(said, "no"))), Logic.And(counts, Logic.Same(said, "yes")));
    }

    /// <summary>The kinds that words of a provision cover.</summary>
    public static IEnumerable<string> Kinds(IReadOnlyList<PartyKind> named) =>
        Enum.GetValues<PartyKind>().Where(kind => named.Any(n => n.Covers(kind))).Select(k => k.Word());

    private string Hidden(bool ofPerson) => !ofPerson ? hiding : Logic.Or(hiding, IsUnknown, Logic.And(Somebody, Logic.Name("protected")));

    private string Reserved(NotWhere c) => Logic.Or(
        Logic.In("purpose", c.Purposes.Where(catalogue.Vocabulary.Purposes.ContainsKey)), Offence(o => o.Groups.Any(c.OffenceGroups.Contains)));

    private string Offence(Func<Offence, bool> holds) => Logic.In("offence", catalogue.Vocabulary.Offences.Values.Where(holds).Select(o => o.Code));

    private static string IsSubject => Logic.In("person", [nameof(PersonRole.Subject)]);

    private static string BornKnown => Logic.If(IsSubject, Logic.Name("subject-born-known"), Logic.Name("person-born-known"));

    private static string PersonBelow(int years) => Logic.If(IsSubject, Below("subject-age", years), Below("person-age", years));

    private static string Below(string age, int years) => string.Create(CultureInfo.InvariantCulture, $"(< {Logic.Name(age)} {years})");
}
