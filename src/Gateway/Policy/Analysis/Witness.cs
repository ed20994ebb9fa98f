namespace Gateway.Policy.Analysis;

/// <summary>A case of a slice and box, ready to be decided: each variable has the first of its values.</summary>
internal static class Witness
{
    private const string Asker = "asker", Assessor = "assessor", Second = "second";

    public static DisclosureContext Of(Slice slice, Box box, CaseSpace space, DateOnly day)
    {
        var role = Persons(space, box);
        var subjectBorn = Born(VariableKind.SubjectAge);
        PersonFacts Person(PersonRole who, DateOnly? born) => new()
        {
            Role = who, IsIdentified = Word(VariableKind.Identified) == "yes", Born = born,
            HasProtectedIdentity = Word(VariableKind.ProtectedIdentity) == "no" ? Truth.False : Truth.Unknown,
        };
        List<PersonFacts> persons = [Person(PersonRole.Subject, subjectBorn)];
        if (role is { } other && other != PersonRole.Subject) persons.Add(Person(other, Born(VariableKind.PersonAge)));
        return new DisclosureContext
        {
            Day = day,
            Trigger = CatalogueWords.Triggers[Word(VariableKind.Trigger)],
            Purpose = slice.Purpose,
            Holder = slice.Holder,
            Receiver = slice.Receiver,
            SharesPrincipal = Word(VariableKind.SharesPrincipal) == "no" ? Truth.False : Truth.Unknown,
            Officer = new OfficerFacts
            {
                Id = Asker, Roles = RoleWithin(Word(VariableKind.Ceiling)), TrainingValidUntil = day, Assurance = NeedToKnow.RequiredAssurance,
                Case = new CaseFacts(IsOpen: true, IsAssigned: true, ConcernsSubject: true, slice.Purpose),
                HasConflictOfInterest = Truth.False, IsSubject = Truth.False,
            },
            Claims = Word(VariableKind.Claim) is var claim && claim == "none" ? [] : [claim == "other" ? "another-provision" : claim],
            Persons = persons,
            Sections =
            [
                new SectionFacts
                {
                    Id = "s1", Category = slice.Category, IsHeld = true, Persons = role is null ? [] : [persons.Count - 1],
                    DeclaredProtections = Word(VariableKind.Declared) is var declared && declared == "none" ? [] : [declared],
                    Marks = [.. space.Variables.Where(v => v.Kind == VariableKind.Mark && Word(v.Kind, v.Name) == "yes").Select(v => v.Name)],
                },
            ],
            Offence = space.OffenceClasses[Value(VariableKind.Offence)] is [var code, ..]
                ? new OffenceFact(code, Word(VariableKind.Inchoate) == "yes")
                : new OffenceFact("unknown", Word(VariableKind.Inchoate) == "yes"),
            Facts = [.. space.Variables.SelectMany(Fact)],
            Approvers = Word(VariableKind.Approver) == "yes" ? [Second] : [],
        };

        int Value(VariableKind kind, string name = "") =>
            box.Sides.FirstOrDefault(s => s.Variable.Kind == kind && s.Variable.Name == name).Values is [var first, ..] ? first : 0;

        string Word(VariableKind kind, string name = "") => space.Variables[space.Level(kind, name)].Values[Value(kind, name)];

        DateOnly? Born(VariableKind whose) => Value(whose) == 0 ? null : day.AddYears(-space.Ages[Value(whose) - 1]);

        IReadOnlyList<string> RoleWithin(string ceiling) => [.. space.Earlier.Vocabulary.Roles.Keys.Union(space.Later.Vocabulary.Roles.Keys)
            .Where(r => (Holds(space.Earlier, r), Holds(space.Later, r)) == ceiling switch
            {
                "both" => (true, true), "earlier" => (true, false), "later" => (false, true), _ => (false, false),
            }).Take(1)];

        bool Holds(Catalogue catalogue, string r) => catalogue.Vocabulary.Roles.GetValueOrDefault(r)?.Categories.Contains(slice.Category) == true;

        IEnumerable<Fact> Fact(Variable v)
        {
            var value = Value(v.Kind, v.Name);
            if (value == Variable.Unknown) yield break;
            if (v.Kind is VariableKind.AssertedFact or VariableKind.RegisterFact)
                yield return new Fact
                {
                    Name = v.Name, Value = value == Variable.Yes,
                    Source = v.Kind == VariableKind.AssertedFact ? FactSource.Asserted : FactSource.Register,
                };
            if (v.Kind == VariableKind.Question)
                yield return new Fact
                {
                    Name = v.Name, Value = value == Variable.Yes, Officer = Assessor,
                    Source = Word(VariableKind.Standing) == "yes" ? FactSource.Standing : FactSource.Assessed,
                    OfficerRoles = [.. space.Variables.Where(r => r.Kind == VariableKind.AnswererRole && Word(r.Kind, r.Name) == "yes")
                        .Select(r => r.Name)],
                };
        }
    }

    private static PersonRole? Persons(CaseSpace space, Box box) =>
        space.Persons[box.Sides.FirstOrDefault(s => s.Variable.Kind == VariableKind.Person).Values is [var first, ..] ? first : 0];
}
