namespace Gateway.Policy.Analysis;

/// <summary>
/// What each condition says as a function of a case, in the terminals of <see cref="Outcome"/>: permit where it is known to be true,
/// awaiting where an officer's answer could still meet it, deny otherwise.
/// </summary>
internal sealed class ConditionFunctions(Diagram diagram, Operations operations, CaseSpace space, Catalogue catalogue)
{
    public const int Deny = (int)Outcome.Deny, Await = (int)Outcome.AwaitingAssessment, Permit = (int)Outcome.Permit;

    /// <param name="condition">The condition.</param>
    /// <param name="provision">The provision it stands in; null: none.</param>
    /// <param name="who">Whom it is tested of; null: nobody in particular.</param>
    /// <param name="hasPersons">Whether the section names anybody.</param>
    /// <param name="slice">Who to whom, what and for what.</param>
    /// <param name="secrecyRole">Who decides over the secrecy to be lifted; null: any assessor.</param>
    public int Of(Condition condition, Provision? provision, Concerned? who, bool hasPersons, Slice slice, string? secrecyRole = null) =>
        condition switch
    {
        TriggerIs c => Where(VariableKind.Trigger, "", word => c.Triggers.Contains(CatalogueWords.Triggers[word])),
        PurposeIs c => Fixed(c.Purposes.Contains(slice.Purpose)),
        NotWhere c => Unreserved(c, provision, who, slice, secrecyRole),
        SamePrincipal c => Either(VariableKind.SharesPrincipal, "", Answer(c.Question, provision, who, notSaid: Await, secrecyRole), Deny),
        SubjectAgeBelow c => Age(VariableKind.SubjectAge, c.Years, isBelow: true),
        PersonAgeBelow c => who?.Role is { } role ? Age(AgeOf(role), c.Years, isBelow: true) : Deny,
        PersonAgeFrom c => who?.Role is { } role ? Age(AgeOf(role), c.Years, isBelow: false) : Deny,
        PersonRoleIs c => Fixed(who?.Role is { } role && c.Roles.Contains(role)),
        OffenceMinimum c => Minimum(c),
        OffenceWithPrison => Offence(o => o.MaximumMonths > 0),
        OffenceInGroup c => Offence(o => o.Groups.Contains(c.Group)),
        AssertedFact c => Where(VariableKind.AssertedFact, c.Name, word => word == "yes"),
        RegisterFact c => Where(VariableKind.RegisterFact, c.Name, word => word == "yes"),
        AssessedQuestion c => Answer(c.Question, provision, who, notSaid: Await, secrecyRole),
        SectionLacksMark c => Where(VariableKind.Mark, c.Name, word => word == "no"),
        ConcernsNoPerson => Fixed(!hasPersons),
        PersonIdentified c => Identified(Answer(c.Question, provision, who, notSaid: Await, secrecyRole), who),
        SecondApprover c => Approved(c.OnlyForProtectedIdentity, who),
        NotSecret => Permit,
        _ => throw new NotSupportedException($"the analysis does not know the condition `{condition.Code}`"),
    };

    /// <summary>The officer's answer; <paramref name="notSaid"/> where nobody has said anything.</summary>
    public int Answer(string question, Provision? provision, Concerned? who, int notSaid, string? secrecyRole = null)
    {
        var said = diagram.Choose(Level(VariableKind.Question, question), [notSaid, Permit, Deny]);
        // An answer that does not count leaves the question asked and open.
        var open = diagram.Choose(Level(VariableKind.Question, question), [notSaid, Await, Await]);
        if (space.StandingMatters)
        {
            var isIndividual = !catalogue.Vocabulary.Questions.TryGetValue(question, out var asked) || asked.IsIndividual;
            var covered = isIndividual ? open : Hidden(who, ifNot: said, ifSo: open);
            said = Either(VariableKind.Standing, "", said, covered);
        }
        foreach (var role in new[] { provision?.DecisionMakerRole, secrecyRole }.OfType<string>().Distinct())
            said = Either(VariableKind.AnswererRole, role, said, open);
        return said;
    }

    private int Approved(bool onlyForProtected, Concerned? who)
    {
        var approved = diagram.Choose(Level(VariableKind.Approver), [Permit, Await]);
        return onlyForProtected ? Hidden(who, ifNot: Permit, ifSo: approved) : approved;
    }

    private int Identified(int answer, Concerned? who) => who switch
    {
        null or { IsSomebody: false } => Permit,
        { IsUnknown: true } => answer,
        _ => diagram.Choose(Level(VariableKind.Identified), [Permit, answer]),
    };

    /// <summary>One function or another, by whether the person is or may be in hiding.</summary>
    private int Hidden(Concerned? who, int ifNot, int ifSo) => who switch
    {
        { IsHidden: true } or { IsUnknown: true } => ifSo,
        { Role: not null } => Either(VariableKind.ProtectedIdentity, "", ifNot, ifSo),
        _ => ifNot,
    };

    private int Unreserved(NotWhere c, Provision? provision, Concerned? who, Slice slice, string? secrecyRole)
    {
        if (!c.Receivers.Any(k => Parties.PartyKinds.Covers(k, slice.Receiver))) return Permit;
        if (c.Purposes.Contains(slice.Purpose)) return Deny;
        var reserved = Offence(o => o.Groups.Any(c.OffenceGroups.Contains));
        var answered = c.Question is { } question ? Answer(question, provision, who, notSaid: Await, secrecyRole) : Permit;
        return diagram.Apply(operations.Min, diagram.Apply(operations.Not, reserved, 0), answered);
    }

    private int Minimum(OffenceMinimum c) => Either(VariableKind.Inchoate, "",
        Offence(o => o.MinimumMonths >= c.Months), Offence(o => o.MinimumMonths >= c.InchoateMonths));

    private int Offence(Func<Offence, bool> holds) => diagram.Choose(Level(VariableKind.Offence), [.. space.OffenceClasses.Select(members =>
        members.Count > 0 && catalogue.Vocabulary.Offences.TryGetValue(members[0], out var o) && holds(o) ? Permit : Deny)]);

    private int Age(VariableKind whose, int years, bool isBelow) =>
        diagram.Choose(Level(whose), [Deny, .. space.Ages.Select(lowest => lowest < years == isBelow ? Permit : Deny)]);

    private static VariableKind AgeOf(PersonRole role) => role == PersonRole.Subject ? VariableKind.SubjectAge : VariableKind.PersonAge;

    private int Where(VariableKind kind, string name, Func<string, bool> holds) =>
        diagram.Choose(Level(kind, name), [.. space.Variables[Level(kind, name)].Values.Select(w => holds(w) ? Permit : Deny)]);

    /// <summary>One function or another, by a variable of two values that may stand anywhere in the order.</summary>
    private int Either(VariableKind kind, string name, int first, int second)
    {
        var level = Level(kind, name);
        var one = diagram.Apply(operations.Max, first, diagram.Choose(level, [Deny, Blocked]));
        var two = diagram.Apply(operations.Max, second, diagram.Choose(level, [Blocked, Deny]));
        return diagram.Apply(operations.Min, one, two);
    }

    private const int Blocked = 3;

    private static int Fixed(bool holds) => holds ? Permit : Deny;

    private int Level(VariableKind kind, string name = "") => space.Level(kind, name);
}
