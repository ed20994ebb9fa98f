using System.Globalization;
using Gateway.Policy;

namespace Gateway.Cli.Policy.Smt;

/// <summary>
/// One catalogue's decision on the case of <see cref="SmtCase"/>: definitions that end with <c>|NAME.not-refused|</c> and
/// <c>|NAME.permitted|</c>. Written from the catalogue's data and the README of the engine; it shares no code with the exact analysis, so
/// that a solver can be asked whether that is right.
/// </summary>
/// <param name="name">What its definitions are called.</param>
/// <param name="catalogue">The catalogue.</param>
/// <param name="declarable">Secrecy that the case can declare: see <see cref="SmtCase.Declarable"/>.</param>
/// <param name="day">The day whose law decides.</param>
internal sealed class SmtCatalogue(string name, Catalogue catalogue, IReadOnlyList<string> declarable, DateOnly day)
{
    private readonly List<string> _lines = [];
    private readonly CatalogueVocabulary _words = catalogue.Vocabulary;
    private readonly Provision[] _law = [.. catalogue.InForceOn(day)];

    /// <summary>The definitions.</summary>
    public IReadOnlyList<string> Define()
    {
        var hiding = Define("hiding", Logic.Or(catalogue.Provisions.Where(p => p is { Kind: ProvisionKind.Secrecy, HidesPerson: true })
            .Select(p => Logic.Or(IsDeclared(p), IsDerived(p)))));
        var conditions = new SmtConditions(catalogue, hiding);
        List<string> protecting = [], notByDuty = [];
        List<Level> lifted = [];
        foreach (var s in catalogue.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy))
        {
            var concernsSomebody = s.ProtectsIndividual ? Logic.Not(Logic.And(Logic.In("person", [SmtCase.Nobody]), conditions.Impersonal))
                : Logic.True;
            var protects = Define($"protects.{s.Id}", Logic.Or(IsDeclared(s), Logic.And(IsDerived(s), concernsSomebody)));
            var (level, isDuty) = Lift(s, conditions);
            protecting.Add(protects);
            lifted.Add(Level.If(protects, level, Level.Permit));
            notByDuty.Add(Logic.And(protects, Logic.Not(isDuty)));
        }
        var isSecret = Define("is-secret", Logic.Or(protecting));
        var (carried, isDutyToCarry) = Carry(conditions);
        var duty = Define("is-duty", Logic.If(isSecret, Logic.Not(Logic.Or(notByDuty)), isDutyToCarry));
        var demands = _law.Where(p => p.Kind == ProvisionKind.Structural)
            .Select(p => Level.If(Head(p), conditions.All(p, ofPerson: true), Level.Permit));
        var outcome = Level.Least([
            Level.Where(NeedToKnow()), Define("lifted", Level.Least(lifted)), Level.If(isSecret, Level.Permit, carried),
            Define("demands", Level.Least(demands)),
            Ground(Side.Disclosing, duty, conditions), Ground(Side.Receiving, duty, conditions)]);
        Define("not-refused", outcome.NotRefused);
        Define("permitted", outcome.Permitted);
        return _lines;
    }

    /// <summary>The attempts in order of what they ask, the harm test last of equals; a later one wins only where it comes out higher.</summary>
    private (Level Level, string IsDuty) Lift(Provision secrecy, SmtConditions conditions)
    {
        var attempts = _law.Where(p => p.CanLift(secrecy)).Select(p => (p.Threshold, p.Kind == ProvisionKind.Duty, Level.If(
            Logic.And(Logic.In("claim", [SmtCase.None, p.Id]), Head(p)), conditions.All(p, ofPerson: true, secrecy.DecisionMakerRole), Level.Deny)))
                .ToList();
        if (secrecy.HarmQuestion is { } question)
        {
            var isTried = Logic.Or(Logic.In("claim", [secrecy.Id]), Logic.Not(Logic.Same(Logic.Name("question", question), "unknown")));
            attempts.Add((secrecy.Threshold, false, Level.If(isTried, conditions.Answer(question, secrecy, ofPerson: true), Level.Deny)));
        }
        var (best, isDuty, step) = (Level.Deny, Logic.False, 0);
        foreach (var (_, duty, attempt) in attempts.OrderBy(a => a.Item1))
        {
            var at = $"lift.{secrecy.Id}.{step++}";
            var tried = Define($"{at}.tried", attempt);
            isDuty = Define($"{at}.duty", Logic.If(tried.IsAbove(best), Logic.Of(duty), isDuty));
            best = Define(at, Level.Most(best, tried));
        }
        return (best, isDuty);
    }

    /// <summary>What carries where nothing protects: what comes out highest, then misses fewest answers, then asks least.</summary>
    private (Level Level, string IsDuty) Carry(SmtConditions conditions)
    {
        var candidates = _law.Where(p => p.Kind == ProvisionKind.Duty || p.Conditions.OfType<NotSecret>().Any()).OrderBy(p => p.Threshold);
        var (score, isDuty, step) = ("0", Logic.False, 0);
        foreach (var p in candidates)
        {
            var at = $"carry.{step++}";
            var level = conditions.All(p, ofPerson: false);
            var answered = p.Conditions.Select(c => Logic.If(conditions.Of(c, p, ofPerson: false, null).Permitted, "1", "0"));
            var missing = string.Create(CultureInfo.InvariantCulture, $"(+ {1000 - p.Conditions.Count} 0 {string.Join(' ', answered)})");
            var rank = Logic.If(Logic.And(Logic.In("claim", [SmtCase.None, p.Id]), Head(p)),
                Logic.If(level.Permitted, "2000", Logic.If(level.NotRefused, missing, "0")), "0");
            var tried = Define($"{at}.tried", rank, "Int");
            isDuty = Define($"{at}.duty", Logic.If($"(> {tried} {score})", Logic.Of(p.Kind == ProvisionKind.Duty), isDuty));
            score = Define(at, Logic.If($"(> {tried} {score})", tried, score), "Int");
        }
        return (new Level($"(> {score} 0)", Logic.Same(score, "2000")), isDuty);
    }

    private Level Ground(Side side, string isDuty, SmtConditions conditions)
    {
        var grounds = _law.Where(p => p.Kind == ProvisionKind.DataProtection && p.Side == side).Select(p => Level.If(
            Logic.And(Head(p), Logic.If(isDuty, Logic.Of(p.CarriesDuty), Logic.Of(p.CarriesPermission))), conditions.All(p, ofPerson: true),
                Level.Deny));
        return Define($"ground.{side}", Level.Most(grounds));
    }

    /// <summary>What this catalogue decides of need-to-know, and that it knows the words.</summary>
    private string NeedToKnow() => Logic.And(
        Logic.Or(_words.Purposes.Values.Select(p => Logic.And(Logic.In("purpose", [p.Code]), Logic.In("category", p.Categories)))),
        Logic.Or(_words.Roles.Values.Select(r => Logic.And(Logic.In("role", [r.Code]), Logic.In("category", r.Categories)))),
        Logic.In("category", _words.Categories.Keys),
        Logic.In("declared", [SmtCase.None, .. declarable.Where(id => catalogue.Find(id) is { Kind: ProvisionKind.Secrecy })]));

    /// <summary>In force is what <see cref="_law"/> holds; here also for this holder, receiver and category.</summary>
    private string Head(Provision p) => Logic.And(
        Logic.In("holder", SmtConditions.Kinds(p.Holders)), Logic.In("receiver", SmtConditions.Kinds(p.Receivers)), IsForCategory(p));

    private string IsForCategory(Provision p) => Logic.In("category", _words.Categories.Keys.Where(p.IsForCategory));

    /// <summary>Protection does not end by a date.</summary>
    private string IsDerived(Provision p) =>
        p.DeclaredOnly ? Logic.False : Logic.And(Logic.In("holder", SmtConditions.Kinds(p.Holders)), IsForCategory(p));

    private string IsDeclared(Provision p) => declarable.Contains(p.Id) ? Logic.In("declared", [p.Id]) : Logic.False;

    private Level Define(string part, Level level) =>
        new(Define($"{part}.not-refused", level.NotRefused), Define($"{part}.permitted", level.Permitted));

    private string Define(string part, string term, string sort = "Bool")
    {
        var defined = Logic.Name(name, part);
        _lines.Add($"(define-fun {defined} () {sort} {term})");
        return defined;
    }
}
