using Gateway.Parties;

namespace Gateway.Policy.Analysis;

/// <summary>
/// The outcome of one catalogue as a function of a case, slice by slice: the steps of <see cref="PolicyDecisionPoint"/> taken on
/// diagrams. A case is one section of a catalogued category that concerns at most one person, with at most one claimed provision and
/// one declared protection, asked by an officer who meets all of need-to-know that no catalogue decides; an answer to a question
/// counts for every provision that asks it. Tests hold this to the engine.
/// </summary>
internal sealed class SliceFunctions(Diagram diagram, Operations operations, CaseSpace space, Catalogue catalogue, DateOnly day)
{
    private const string NoClaim = "none", OtherClaim = "other";
    private const int Deny = ConditionFunctions.Deny, Permit = ConditionFunctions.Permit;

    private readonly ConditionFunctions _conditions = new(diagram, operations, space, catalogue);
    private readonly Provision[] _law = [.. catalogue.InForceOn(day)];
    private readonly Dictionary<(PartyKind, PartyKind, string), SliceSetting> _settings = [];
    private readonly Dictionary<(string, string, PartyKind, string), int> _outcomes = [];
    private readonly Dictionary<(string, Concerned, string, PartyKind, string?), int> _attempts = [];
    private readonly Dictionary<(string, string, int, string, PartyKind, Concerned), int> _lifts = [];
    private readonly Dictionary<string, int> _liftings = [];

    /// <summary>The outcome, in the terminals of <see cref="Outcome"/>.</summary>
    public int Of(Slice slice)
    {
        if (!catalogue.Vocabulary.Categories.ContainsKey(slice.Category)
            || catalogue.Vocabulary.Purposes.GetValueOrDefault(slice.Purpose)?.Categories.Contains(slice.Category) != true) return Deny;
        var here = Setting(slice);
        var ceilings = string.Concat(space.Ceilings(slice.Category).Select(c => c ? '1' : '0'));
        var key = (slice.Purpose, ceilings, here.IsReserved ? slice.Receiver : default, here.Key);
        if (_outcomes.TryGetValue(key, out var known)) return known;

        var byPerson = space.Persons.Select(person => ByClaim(person, here, slice)).ToList();
        var claims = space.Variables[space.Level(VariableKind.Claim)].Values;
        var outcome = diagram.Choose(space.Level(VariableKind.Claim), [.. claims.Select(claim => diagram.Choose(
            space.Level(VariableKind.Person), [.. byPerson.Select(p => Of(claim, p))]))]);
        outcome = diagram.Apply(operations.Min, outcome, Ceiling(slice.Category));
        foreach (var mark in space.Variables.Where(v => v.Kind == VariableKind.Mark && !catalogue.Vocabulary.Marks.ContainsKey(v.Name)))
            outcome = diagram.Apply(operations.Min, outcome, diagram.Choose(space.Level(VariableKind.Mark, mark.Name), [Permit, Deny]));
        return _outcomes[key] = outcome;
    }

    /// <summary>What can play a part.</summary>
    public SliceSetting Setting(Slice slice)
    {
        var key = (slice.Holder, slice.Receiver, slice.Category);
        if (!_settings.TryGetValue(key, out var setting)) _settings[key] = setting = new SliceSetting(catalogue, _law, space, slice, _liftings);
        return setting;
    }

    /// <summary>All conditions of a provision, in a slice that it is for.</summary>
    public int Attempt(Provision p, PersonRole? person, Slice slice) => ByDeclared(person, slice, who => Attempt(p, who, slice));

    /// <summary>Conditions that stand in no provision.</summary>
    public int All(IReadOnlyList<Condition> conditions, PersonRole? person, Slice slice) => ByDeclared(person, slice, who =>
        conditions.Aggregate(Permit, (all, c) => diagram.Apply(operations.Min, all, _conditions.Of(c, null, who, person is not null, slice))));

    /// <summary>A function of whom the section concerns, whom a declared secrecy may hide.</summary>
    private int ByDeclared(PersonRole? person, Slice slice, Func<Concerned, int> of)
    {
        var here = Setting(slice);
        return diagram.Choose(space.Level(VariableKind.Declared), [of(here.Concerned(person, here.Hides)),
            .. here.Declared.Select(secrecy => of(here.Concerned(person, here.Hides || secrecy is { HidesPerson: true })))]);
    }

    private int Attempt(Provision p, Concerned who, Slice slice, string? secrecyRole = null)
    {
        var key = (p.Id, who, slice.Purpose, slice.Receiver, secrecyRole);
        if (_attempts.TryGetValue(key, out var known)) return known;
        return _attempts[key] = p.Conditions.Aggregate(Permit, (all, c) => all == Deny ? all
            : diagram.Apply(operations.Min, all, _conditions.Of(c, p, who, who.Role is not null, slice, secrecyRole)));
    }

    /// <summary>The outcome by what is claimed: nothing, what can make a difference here, or any other (<see cref="OtherClaim"/>).</summary>
    private Dictionary<string, int> ByClaim(PersonRole? person, SliceSetting here, Slice slice)
    {
        var declared = here.Declared.Select(secrecy => secrecy is null ? null : Decided(secrecy)).ToList();
        var undeclared = Decided(null);
        var claims = declared.OfType<Dictionary<string, int>>().Append(undeclared).SelectMany(d => d.Keys).Distinct();
        return claims.ToDictionary(claim => claim, claim => diagram.Choose(space.Level(VariableKind.Declared),
            [Of(claim, undeclared), .. declared.Select(d => d is null ? Deny : Of(claim, d))]));

        Dictionary<string, int> Decided(Provision? secrecy) =>
            ByClaim(here.Concerned(person, here.Hides || secrecy is { HidesPerson: true }), secrecy, here, slice);
    }

    private Dictionary<string, int> ByClaim(Concerned who, Provision? declared, SliceSetting here, Slice slice)
    {
        var structural = here.Structural.Aggregate(Permit, (all, p) => diagram.Apply(operations.Min, all, Attempt(p, who, slice)));
        var (ofDuty, ofPermission) = (Grounds(p => p.CarriesDuty, who, here, slice), Grounds(p => p.CarriesPermission, who, here, slice));
        var secrecy = here.Derived.Where(p => who.IsSomebody || !p.ProtectsIndividual).ToList();
        if (declared is not null) secrecy.Add(declared);
        var claimable = secrecy.Count == 0 ? here.NotSecret : secrecy.Concat(here.Lifting.Where(p => secrecy.Exists(p.CanLift)));
        return claimable.Select(p => p.Id).Append(NoClaim).Append(OtherClaim).Distinct().ToDictionary(claim => claim, claim =>
        {
            var carried = secrecy.Count == 0 ? NotSecret(claim, who.Role is not null, here, slice)
                : secrecy.Select(p => Lift(p, claim, who, here, slice)).Aggregate((a, b) => diagram.Apply(operations.Both, a, b));
            if (carried == Deny) return Deny;
            var byDuty = diagram.Apply(operations.DutyGround, carried, ofDuty);
            return diagram.Apply(operations.Min, diagram.Apply(operations.PermissionGround, byDuty, ofPermission), structural);
        });
    }

    private static int Of(string claim, Dictionary<string, int> byClaim) => byClaim.GetValueOrDefault(claim, byClaim[OtherClaim]);

    /// <summary>The attempts in order of what they ask, the harm test among them at its own threshold.</summary>
    private int Lift(Provision secrecy, string claim, Concerned who, SliceSetting here, Slice slice)
    {
        var key = (secrecy.Id, claim, claim == NoClaim ? here.LiftingNumber : 0, slice.Purpose, here.IsReserved ? slice.Receiver : default, who);
        if (_lifts.TryGetValue(key, out var known)) return known;
        List<(int Threshold, int Node)> attempts = [.. here.Lifting
            .Where(p => p.CanLift(secrecy) && (claim == NoClaim || claim == p.Id))
            .Select(p => (p.Threshold, Lifted(Attempt(p, who, slice, secrecy.DecisionMakerRole), p.Kind == ProvisionKind.Duty)))];
        if (secrecy.HarmQuestion is { } question)
        {
            var notSaid = claim == secrecy.Id ? ConditionFunctions.Await : Deny;
            attempts.Add((secrecy.Threshold, Lifted(_conditions.Answer(question, secrecy, who, notSaid), isDuty: false)));
        }
        return _lifts[key] = attempts.OrderBy(a => a.Threshold).Aggregate(Deny, (best, a) => diagram.Apply(operations.Better, best, a.Node));
    }

    /// <summary>What carries where nothing protects: fewest answers missing, then least asked.</summary>
    private int NotSecret(string claim, bool hasPersons, SliceSetting here, Slice slice)
    {
        var best = 0;
        foreach (var p in here.NotSecret.Where(p => claim == NoClaim || claim == p.Id))
        {
            var missing = p.Conditions.Aggregate(1, (count, c) =>
                diagram.Apply(operations.Missing, count, _conditions.Of(c, p, null, hasPersons, slice)));
            best = diagram.Apply(operations.FewerMissing, best, Lifted(missing, p.Kind == ProvisionKind.Duty));
        }
        return diagram.Apply(operations.AsLifted, best, 0);
    }

    private int Lifted(int node, bool isDuty) => diagram.Apply(operations.Lifted, node, isDuty ? 1 : 0);

    /// <summary>A ground on either side.</summary>
    private int Grounds(Func<Provision, bool> carries, Concerned who, SliceSetting here, Slice slice)
    {
        return diagram.Apply(operations.Min, On(Side.Disclosing), On(Side.Receiving));

        int On(Side side) => here.Grounds.Where(p => p.Side == side && carries(p))
            .Aggregate(Deny, (best, p) => diagram.Apply(operations.Max, best, Attempt(p, who, slice)));
    }

    private int Ceiling(string category)
    {
        var isEarlier = ReferenceEquals(catalogue, space.Earlier);
        var exists = space.Ceilings(category);
        bool[] within = [true, isEarlier, !isEarlier, false];
        return diagram.Choose(space.Level(VariableKind.Ceiling), [.. within.Select((yes, i) => yes && exists[i] ? Permit : Deny)]);
    }
}
