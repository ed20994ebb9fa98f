using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>
/// The decision a second time, as plainly as it can be said: every provision is read from top to bottom for every person. It shares
/// with the engine the records of context and decision, and nothing else.
/// </summary>
internal sealed class NaivePolicy(NaiveLaw law)
{
    public SectionDecision Decide(DisclosureContext context, SectionFacts section)
    {
        var malformed = Malformed(context, section).ToList();
        if (malformed.Count > 0) return Answer(section, Outcome.Deny, "", malformed);

        int[] persons = section.Persons.Count == 0 ? [-1] : [.. section.Persons];
        var protections = persons.SelectMany(p => Protecting(context, section, p).Select(s => Lift(context, section, s, p))).ToList();
        var carried = protections.Count == 0 ? [NotSecret(context, section)] : protections;
        var carriers = carried.Select(c => Rule(c.LiftedBy)).OfType<NaiveRule>().Distinct().ToList();
        var duty = carriers.Count > 0 && carriers.All(c => c.Kind == "duty");
        var demands = law.Provisions.Where(r => r.Kind == "structural" && Head(r, context, section).Count == 0).ToList();
        var structural = demands.SelectMany(r => persons.SelectMany(p => Test(r, context, section, p))).ToList();
        var holders = Ground("disclosing", "data-protection-ground-holder", duty, context, section, persons);
        var receivers = Ground("receiving", "data-protection-ground-receiver", duty, context, section, persons);

        List<Need> needs = [.. NaiveNeedToKnow.Missing(law, context, section), .. carried.SelectMany(c => c.Needs), .. structural,
            .. holders.Needs, .. receivers.Needs];
        needs = [.. needs.Distinct()];
        var outcome = Of(needs);
        string[] grounds = [.. new[] { holders.Rule, receivers.Rule }.OfType<NaiveRule>().Select(r => r.Id)];
        var took = carriers.Concat(grounds.Select(Rule).OfType<NaiveRule>());
        return Answer(section, outcome, Deciding(outcome, carried, structural, needs), needs) with
        {
            IsDuty = duty && outcome != Outcome.Deny,
            Obligations = outcome != Outcome.Permit ? []
                : [.. carriers.Concat(demands).SelectMany(c => c.Obligations).Concat(context.IsEmergency ? ["post-review"] : []).Distinct()],
            Protections = protections,
            DataProtectionGrounds = grounds,
            Uncertain = [.. took.Where(r => r.Uncertainty is not null || r.Certainty != "verified").Select(r => r.Id).Distinct()],
        };
    }

    private IEnumerable<Need> Malformed(DisclosureContext context, SectionFacts section)
    {
        if (law.Vocabulary.Categories.All(c => c.Code != section.Category)) yield return No("known-category");
        foreach (var id in section.DeclaredProtections.Where(id => Rule(id)?.Kind != "secrecy"))
            yield return new Need("known-protection", id, NeedSource.Register, true);
        if (section.Persons.Any(i => i < 0 || i >= context.Persons.Count)) yield return No("known-person");
        if (section.Marks.Any(m => law.Vocabulary.Marks.All(k => k.Code != m))) yield return No("known-mark");
    }

    /// <summary>What holder and category bring, whatever the day, and what is declared; what protects the individual needs one.</summary>
    private IEnumerable<NaiveRule> Protecting(DisclosureContext context, SectionFacts section, int person)
    {
        var derived = law.Provisions.Where(r => r.Kind == "secrecy" && !r.DeclaredOnly && Names(r.Holders, NaiveWordOf.Party(context.Holder))
            && Covers(r, section.Category) && (!r.ProtectsIndividual || Who(context, section, person) is not null));
        return derived.Concat(section.DeclaredProtections.Select(Rule).OfType<NaiveRule>()).DistinctBy(r => r.Id);
    }

    /// <summary>The attempt that comes furthest; of equal ones the one that asks least.</summary>
    private ProtectionDecision Lift(DisclosureContext context, SectionFacts section, NaiveRule secrecy, int person)
    {
        List<ProtectionDecision> attempts = [];
        foreach (var rule in Candidates(context, section, secrecy))
        {
            var needs = Head(rule, context, section);
            if (!CanLift(rule, secrecy)) needs.Add(new Need("lifts", rule.Id, NeedSource.Supplied, true, secrecy.Id));
            needs.AddRange(Test(rule, context, section, Who(context, section, person), secrecy.DecisionMakerRole));
            attempts.Add(new ProtectionDecision(person, secrecy.Id, Of(needs), rule.Id, needs));
        }
        if (secrecy.HarmQuestion is { } harm && (context.Claims.Contains(secrecy.Id) || context.Facts.Any(f => f.Name == harm)))
        {
            Need[] needs = [.. new[] { NaiveCondition.Question(harm, Case(secrecy, context, section, Who(context, section, person))) }.OfType<Need>()];
            attempts.Add(new ProtectionDecision(person, secrecy.Id, Of(needs), secrecy.Id, needs));
        }
        if (attempts.Count == 0)
            return new ProtectionDecision(person, secrecy.Id, Outcome.Deny, "", [No("secrecy-lifted", secrecy.Id)]);
        var best = attempts[0];
        foreach (var attempt in attempts.Skip(1))
            if (Rank(attempt).CompareTo(Rank(best)) < 0) best = attempt;
        return best;
    }

    private (int, bool, int, int, int, int) Rank(ProtectionDecision a) => (
        -(int)a.Outcome,
        a.Needs.Any(n => n.Code == "lifts"),
        a.Needs.Count(n => n.IsRefuted && n.Source == NeedSource.Supplied),
        a.Needs.Count(n => n.Source == NeedSource.Supplied),
        a.Outcome == Outcome.Deny ? a.Needs.Count : 0,
        Threshold(a.LiftedBy));

    private IEnumerable<NaiveRule> Candidates(DisclosureContext context, SectionFacts section, NaiveRule secrecy) =>
        context.Claims.Count > 0
            ? context.Claims.Select(Rule).OfType<NaiveRule>().Where(r => r.Lifting)
            : law.Provisions.Where(r => CanLift(r, secrecy) && Head(r, context, section).Count == 0);

    private static bool CanLift(NaiveRule rule, NaiveRule secrecy) => rule.Lifting && secrecy.HarmQuestion is not null
        && !rule.NeverLifts.Contains(secrecy.Id) && (rule.Lifts.Contains("*") || rule.Lifts.Contains(secrecy.Id));

    private ProtectionDecision NotSecret(DisclosureContext context, SectionFacts section)
    {
        ProtectionDecision? best = null;
        foreach (var rule in law.Provisions)
        {
            if (rule.Kind != "duty" && !rule.Conditions.Any(c => c.Single().Value!.AsObject().ContainsKey("not-secret"))) continue;
            if (Head(rule, context, section).Count > 0 || (context.Claims.Count > 0 && !context.Claims.Contains(rule.Id))) continue;
            var needs = Test(rule, context, section, null);
            var attempt = new ProtectionDecision(-1, "", Of(needs), rule.Id, needs);
            if (best is null || Rank(attempt).CompareTo(Rank(best)) < 0) best = attempt;
        }
        return best ?? new ProtectionDecision(-1, "", Outcome.Deny, "", [No("carrying-provision")]);

        (int, int, int) Rank(ProtectionDecision a) => (-(int)a.Outcome, a.Needs.Count, Threshold(a.LiftedBy));
    }

    private (NaiveRule? Rule, List<Need> Needs) Ground(
        string side, string code, bool duty, DisclosureContext context, SectionFacts section, int[] persons)
    {
        (NaiveRule? Rule, List<Need> Needs) best = (null, [No(code)]);
        foreach (var rule in law.Provisions)
        {
            if (rule.Kind != "data-protection" || rule.Side != side || !rule.Carries.Contains(duty ? "duty" : "permission")) continue;
            if (Head(rule, context, section).Count > 0) continue;
            var needs = persons.SelectMany(p => Test(rule, context, section, p)).Distinct().ToList();
            if (best.Rule is null || (-(int)Of(needs), Doubt(rule)).CompareTo((-(int)Of(best.Needs), Doubt(best.Rule))) < 0)
                best = (rule, needs);
        }
        return best;
    }

    private static int Doubt(NaiveRule rule) => rule.Certainty switch { "verified" => 0, "secondary" => 1, _ => 2 };

    private static List<Need> Head(NaiveRule rule, DisclosureContext context, SectionFacts section)
    {
        var day = context.Day.ToString("yyyy-MM-dd"); // such texts sort as days do
        List<Need> needs = [];
        if (string.CompareOrdinal(rule.ValidFrom ?? "0001-01-01", day) > 0 || string.CompareOrdinal(rule.ValidTo ?? "9999-12-31", day) < 0)
            needs.Add(No("in-force", rule.Id));
        if (!Names(rule.Holders, NaiveWordOf.Party(context.Holder))) needs.Add(No("holder", rule.Id));
        if (!Names(rule.Receivers, NaiveWordOf.Party(context.Receiver))) needs.Add(No("receiver", rule.Id));
        if (!Covers(rule, section.Category)) needs.Add(No("category", rule.Id));
        return needs;
    }

    private List<Need> Test(NaiveRule rule, DisclosureContext context, SectionFacts section, int person) =>
        Test(rule, context, section, Who(context, section, person));

    private List<Need> Test(NaiveRule rule, DisclosureContext context, SectionFacts section, PersonFacts? person, string? over = null) =>
        [.. rule.Conditions.Select(c => NaiveCondition.Test(c, Case(rule, context, section, person) with { DecidesOver = over })).OfType<Need>()];

    private NaiveCase Case(NaiveRule rule, DisclosureContext context, SectionFacts section, PersonFacts? person) =>
        new(law, context, section, person, rule);

    /// <summary>Where nobody is named it is somebody of whom nothing is known, unless the category is about nobody.</summary>
    private PersonFacts? Who(DisclosureContext context, SectionFacts section, int person) => person >= 0 ? context.Persons[person]
        : law.Vocabulary.Categories.Single(c => c.Code == section.Category).Impersonal ? null : new PersonFacts { Role = PersonRole.Unspecified };

    /// <summary>A permit is named by the carrier that asked most; a refusal by what stopped it.</summary>
    private string Deciding(Outcome outcome, List<ProtectionDecision> carried, List<Need> structural, List<Need> needs)
    {
        var parts = carried.Where(c => outcome == Outcome.Permit || c.Outcome == outcome).ToList();
        if (parts.Count > 0) return MostAsking(parts);
        var named = structural.Concat(needs).Where(n => n.Provision != "" && (outcome != Outcome.Deny || !n.CanBeAssessed)).ToList();
        return named.Count > 0 ? named[0].Provision : outcome == Outcome.AwaitingAssessment ? MostAsking(carried) : "";
    }

    private string MostAsking(List<ProtectionDecision> parts)
    {
        var most = parts.Where(p => Threshold(p.LiftedBy) == parts.Max(q => Threshold(q.LiftedBy)))
            .OrderBy(p => $"{p.Secrecy} {p.LiftedBy}", StringComparer.Ordinal).First();
        return most.LiftedBy == "" ? most.Secrecy : most.LiftedBy;
    }

    private static Outcome Of(IReadOnlyCollection<Need> needs)
    {
        if (needs.Count == 0) return Outcome.Permit;
        var officersCanMeetAll = needs.All(n => !n.IsRefuted && n.Source is (NeedSource.Assessment or NeedSource.Approval));
        return officersCanMeetAll ? Outcome.AwaitingAssessment : Outcome.Deny;
    }

    private NaiveRule? Rule(string id) => Array.Find(law.Provisions, r => r.Id == id);

    private int Threshold(string id) => Rule(id)?.Threshold ?? 0;

    private static bool Names(string[] words, string party) => words.Any(w => NaiveWordOf.Covers(w, party));

    private static bool Covers(NaiveRule rule, string category) =>
        (rule.Categories.Length == 0 || rule.Categories.Contains(category)) && !rule.ExceptCategories.Contains(category);

    private static Need No(string code, string provision = "") => new(code, provision, NeedSource.Supplied, true);

    private static SectionDecision Answer(SectionFacts section, Outcome outcome, string provision, IReadOnlyList<Need> needs) =>
        new() { Section = section.Id, Outcome = outcome, Provision = provision, Needs = needs };
}
