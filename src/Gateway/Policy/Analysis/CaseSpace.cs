using System.Globalization;

namespace Gateway.Policy.Analysis;

/// <summary>
/// The variables over which two catalogues are compared, with values as coarse as both allow: ages are cut where either has a
/// threshold, and offences that no condition of either tells apart are one class.
/// </summary>
internal sealed class CaseSpace
{
    private readonly Dictionary<(VariableKind, string), int> _levels = [];

    public CaseSpace(Catalogue earlier, Catalogue later)
    {
        (Earlier, Later) = (earlier, later);
        Catalogue[] both = [earlier, later];
        var provisions = both.SelectMany(c => c.Provisions).ToList();
        var conditions = provisions.SelectMany(p => p.Conditions).ToList();
        Ages = [0, .. conditions
            .Select(c => c switch { SubjectAgeBelow a => a.Years, PersonAgeBelow a => a.Years, PersonAgeFrom a => a.Years, _ => 0 }).Where(a => a > 0)
                .Distinct().Order()];
        // Of the roles in the matter those count that a condition names; anybody else is somebody else.
        var named = conditions.OfType<PersonRoleIs>().SelectMany(c => c.Roles).Except([PersonRole.Subject, PersonRole.Other]);
        Persons = [PersonRole.Subject, null, PersonRole.Other, .. named.Distinct().Order()];
        Declarable = [.. provisions.Where(p => p.DeclaredOnly).Select(p => p.Id).Distinct().Order(StringComparer.Ordinal)];
        OffenceClasses = Classes(both, conditions);
        string[] bands = ["unknown", .. Ages.Select((a, i) => i + 1 < Ages.Count ? $"{a}-{Ages[i + 1] - 1}" : $"{a}-")];
        string[] truth = ["unknown", "yes", "no"], flag = ["no", "yes"];

        Add(VariableKind.Claim, "", ["none", "other", .. provisions.Where(IsClaimable).Select(p => p.Id).Distinct().Order(StringComparer.Ordinal)]);
        Add(VariableKind.Person, "", [.. Persons.Select(p => p is { } role ? CatalogueWords.Roles.First(w => w.Value == role).Key : "nobody")]);
        Add(VariableKind.Declared, "", ["none", .. Declarable]);
        Add(VariableKind.Ceiling, "", ["both", "earlier", "later", "neither"]);
        Add(VariableKind.Trigger, "", ["request", "own-initiative", "immediate"]);
        foreach (var mark in Words(both, w => w.Marks.Keys)) Add(VariableKind.Mark, mark, flag);
        Add(VariableKind.ProtectedIdentity, "", ["no", "yes-or-unknown"]);
        Add(VariableKind.Approver, "", ["yes", "no"]);
        Add(VariableKind.Identified, "", ["yes", "no"]);
        foreach (var role in provisions.Select(p => p.DecisionMakerRole).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            Add(VariableKind.AnswererRole, role, ["yes", "no"]);
        StandingMatters = Individual(earlier) != Individual(later);
        Add(VariableKind.Standing, "", flag);
        Add(VariableKind.SharesPrincipal, "", ["yes-or-unknown", "no"]);
        Add(VariableKind.Offence, "", [.. OffenceClasses.Select(c => c.Count == 0 ? "unknown" : string.Join(", ", c))]);
        Add(VariableKind.Inchoate, "", flag);
        Add(VariableKind.SubjectAge, "", bands);
        Add(VariableKind.PersonAge, "", bands);
        foreach (var fact in Words(both, w => w.Facts.Keys)) Add(VariableKind.AssertedFact, fact, truth);
        foreach (var fact in Words(both, w => w.Facts.Keys)) Add(VariableKind.RegisterFact, fact, truth);
        foreach (var question in Words(both, w => w.Questions.Keys)) Add(VariableKind.Question, question, truth);
    }

    public Catalogue Earlier { get; }

    public Catalogue Later { get; }

    public List<Variable> Variables { get; } = [];

    /// <summary>Whom a section can concern; null: nobody.</summary>
    public IReadOnlyList<PersonRole?> Persons { get; }

    /// <summary>Secrecy that protects where it is declared.</summary>
    public IReadOnlyList<string> Declarable { get; }

    /// <summary>The lowest age of each band.</summary>
    public IReadOnlyList<int> Ages { get; }

    /// <summary>Offences by class; the first class is what neither table has.</summary>
    public IReadOnlyList<IReadOnlyList<string>> OffenceClasses { get; }

    /// <summary>Whether the catalogues differ in which questions a standing decision may answer.</summary>
    public bool StandingMatters { get; }

    /// <summary>
    /// Whether an officer can have a role whose ceiling holds a category in both catalogues, in the earlier alone, in the later alone,
    /// in neither; the last is always possible.
    /// </summary>
    public bool[] Ceilings(string category)
    {
        var earlier = Holding(Earlier, category);
        var later = Holding(Later, category);
        return [earlier.Overlaps(later), !earlier.IsSubsetOf(later), !later.IsSubsetOf(earlier), true];
    }

    private static HashSet<string> Holding(Catalogue catalogue, string category) =>
        [.. catalogue.Vocabulary.Roles.Values.Where(r => r.Categories.Contains(category)).Select(r => r.Code)];

    public int Level(VariableKind kind, string name = "") => _levels[(kind, name)];

    public static bool IsClaimable(Provision p) =>
        p.Kind is ProvisionKind.Lifting or ProvisionKind.Duty or ProvisionKind.Secrecy || p.Conditions.OfType<NotSecret>().Any();

    private void Add(VariableKind kind, string name, IReadOnlyList<string> values)
    {
        _levels.Add((kind, name), Variables.Count);
        Variables.Add(new Variable(kind, name, values));
    }

    private static IEnumerable<string> Words(Catalogue[] both, Func<CatalogueVocabulary, IEnumerable<string>> words) =>
        both.SelectMany(c => words(c.Vocabulary)).Distinct().Order(StringComparer.Ordinal);

    private static string Individual(Catalogue catalogue) => string.Join(' ',
        catalogue.Vocabulary.Questions.Values.Select(q => $"{q.Code}:{q.IsIndividual}").Order(StringComparer.Ordinal));

    private static List<IReadOnlyList<string>> Classes(Catalogue[] both, List<Condition> conditions)
    {
        int[] months = [.. conditions.OfType<OffenceMinimum>().SelectMany(m => new[] { m.Months, m.InchoateMonths }).Distinct()];
        string[] groups = [.. conditions.OfType<OffenceInGroup>().Select(g => g.Group)
            .Concat(conditions.OfType<NotWhere>().SelectMany(w => w.OffenceGroups)).Distinct()];
        var classes = Words(both, w => w.Offences.Keys).GroupBy(code => string.Join('|', both.Select(c => Signature(c, code))));
        return [[], .. classes.Select(c => (IReadOnlyList<string>)[.. c])];

        string Signature(Catalogue catalogue, string code) => catalogue.Vocabulary.Offences.GetValueOrDefault(code) is not { } o ? "none"
            : string.Create(CultureInfo.InvariantCulture,
                $"{months.Count(m => o.MinimumMonths >= m)} {o.MaximumMonths > 0} {string.Join(',', groups.Where(o.Groups.Contains))}");
    }
}
