namespace Gateway.Policy.Analysis;

/// <summary>What can be said of one catalogue for certain: which provisions no case reaches, where two ask for different things, which
/// house rules hold. Found on diagrams over every slice; scope as in <see cref="SliceFunctions"/>.</summary>
public sealed class CatalogueCheck
{
    private readonly Diagram _diagram = new();
    private readonly Operations _operations = new();
    private readonly CaseSpace _space;
    private readonly SliceFunctions _functions;
    private readonly Catalogue _catalogue;
    private readonly DateOnly _day;
    private readonly Dictionary<string, DisclosureContext?> _refuted = [];
    private readonly HashSet<string> _reached = [];
    private readonly Dictionary<(string, string), Slice> _overlaps = [];

    private CatalogueCheck(Catalogue catalogue, DateOnly day)
    {
        (_catalogue, _day, _space) = (catalogue, day, new CaseSpace(catalogue, catalogue));
        _functions = new SliceFunctions(_diagram, _operations, _space, catalogue, day);
    }

    /// <summary>Provisions in force that take part in no permit, and demands and secrecy that cover no slice.</summary>
    public IReadOnlyList<string> Unreachable { get; private set; } = [];

    /// <summary>Two provisions that ask equally much and can lift the same secrecy in one case, with different obligations; the
    /// catalogue's order decides. Each with a slice where it happens.</summary>
    public IReadOnlyList<(string First, string Second, Slice Slice)> Overlaps =>
        [.. _overlaps.Select(o => (o.Key.Item1, o.Key.Item2, o.Value))];

    /// <summary>The rules that do not hold, each with a case that breaks it.</summary>
    public IReadOnlyDictionary<string, DisclosureContext?> Refuted => _refuted;

    /// <summary>Checks.</summary>
    public static CatalogueCheck Of(Catalogue catalogue, DateOnly day, IReadOnlyList<HouseRule> rules, Action<int, int>? onProgress = null)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return Of(catalogue, day, rules, [.. CatalogueDifference.AllOf(catalogue, catalogue)], onProgress);
    }

    internal static CatalogueCheck Of(
        Catalogue catalogue, DateOnly day, IReadOnlyList<HouseRule> rules, IReadOnlyList<Slice> slices, Action<int, int>? onProgress = null)
    {
        var check = new CatalogueCheck(catalogue, day);
        for (var i = 0; i < slices.Count; i++)
        {
            if (i % 1000 == 0) onProgress?.Invoke(i, slices.Count);
            check.Look(slices[i], rules);
        }
        check.Unreachable = [.. catalogue.InForceOn(day)
            .Where(p => p.Kind != ProvisionKind.Principle && !check._reached.Contains(p.Id)).Select(p => p.Id)];
        return check;
    }

    private void Look(Slice slice, IReadOnlyList<HouseRule> rules)
    {
        var here = _functions.Setting(slice);
        foreach (var p in here.Structural.Concat(here.Derived).Concat(here.Declared.OfType<Provision>())) _reached.Add(p.Id);
        var outcome = _functions.Of(slice);
        if (outcome == (int)Outcome.Deny) return;
        foreach (var p in here.Lifting.Concat(here.NotSecret).Where(p => !_reached.Contains(p.Id)))
            if (TakesPermit(All(outcome, WhereClaimed(p.Id), OfPersons(p, slice)))) _reached.Add(p.Id);
        foreach (var p in here.Grounds.Where(p => !_reached.Contains(p.Id)))
            if (TakesPermit(All(outcome, OfPersons(p, slice)))) _reached.Add(p.Id);
        FindOverlaps(here, outcome, slice);
        foreach (var rule in rules.Where(r => r.IsAbout(slice) && !_refuted.ContainsKey(r.Id)))
            Prove(rule, here, outcome, slice);
    }

    private void FindOverlaps(SliceSetting here, int outcome, Slice slice)
    {
        for (var i = 0; i < here.Lifting.Count; i++)
            for (var j = i + 1; j < here.Lifting.Count && here.Lifting[j].Threshold == here.Lifting[i].Threshold; j++)
            {
                var (one, other) = (here.Lifting[i], here.Lifting[j]);
                if (_overlaps.ContainsKey((one.Id, other.Id)) || one.Obligations.ToHashSet().SetEquals(other.Obligations)) continue;
                if (!here.Derived.Any(s => one.CanLift(s) && other.CanLift(s))) continue;
                if (TakesPermit(All(outcome, OfPersons(one, slice), OfPersons(other, slice)))) _overlaps[(one.Id, other.Id)] = slice;
            }
    }

    private void Prove(HouseRule rule, SliceSetting here, int outcome, Slice slice)
    {
        var isRight = _diagram.Choose(_space.Level(VariableKind.Person), [.. _space.Persons.Select(person =>
            rule.Unless.Count == 0 ? (int)Outcome.Deny : _functions.All(rule.Unless, person, slice))]);
        var bad = All(outcome, Protecting(rule, here), _diagram.Apply(_operations.Not, isRight, 0));
        if (!TakesPermit(bad)) return;
        var (sides, _) = new Boxes(_diagram, _space, terminal => terminal == (int)Outcome.Permit).Of(bad).First();
        _refuted[rule.Id] = Witness.Of(slice, new Box(Outcome.Permit, Outcome.Permit, sides), _space, _day);
    }

    /// <summary>Permit where a secrecy of the rule protects, deny elsewhere.</summary>
    private int Protecting(HouseRule rule, SliceSetting here)
    {
        if (rule.Secrecy.Count == 0) return (int)Outcome.Permit;
        var declared = _diagram.Choose(_space.Level(VariableKind.Declared),
            [0, .. _space.Declarable.Select(id => rule.Secrecy.Contains(id) ? 2 : 0)]);
        var derived = here.Derived.Where(s => rule.Secrecy.Contains(s.Id)).ToList();
        return _diagram.Apply(_operations.Max, declared, _diagram.Choose(_space.Level(VariableKind.Person),
            [.. _space.Persons.Select(person => derived.Any(s => person is not null || !here.IsImpersonal || !s.ProtectsIndividual) ? 2 : 0)]));
    }

    private int OfPersons(Provision p, Slice slice) => _diagram.Choose(
        _space.Level(VariableKind.Person), [.. _space.Persons.Select(person => _functions.Attempt(p, person, slice))]);

    private int WhereClaimed(string id) => _diagram.Choose(_space.Level(VariableKind.Claim),
        [.. _space.Variables[_space.Level(VariableKind.Claim)].Values.Select(v => v == id ? (int)Outcome.Permit : 0)]);

    private int All(params ReadOnlySpan<int> nodes)
    {
        var all = (int)Outcome.Permit;
        foreach (var node in nodes) all = _diagram.Apply(_operations.Min, all, node);
        return all;
    }

    private bool TakesPermit(int node) => _diagram.Takes(node, (int)Outcome.Permit);
}
