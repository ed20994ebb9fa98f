namespace Gateway.Policy;

/// <summary>The ruling on one section: the steps of <see cref="PolicyDecisionPoint"/> in their order.</summary>
internal sealed class SectionRuling(
    DisclosureContext context, Catalogue catalogue, IReadOnlyList<Provision> law, SectionFacts section)
{
    private const int NoPerson = -1;

    private readonly IReadOnlyList<Provision> _secrecy = [.. Secrecy(context, catalogue, section)];

    public SectionDecision Decide()
    {
        var unknown = UnknownWords().ToList();
        if (unknown.Count > 0) return Refuse("", unknown);

        var protections = Persons().SelectMany(Protections).ToList();
        var lifted = protections.Count > 0 ? protections : [NotSecretCarrier()];
        var carriers = lifted.Select(p => catalogue.Find(p.LiftedBy)).OfType<Provision>().Distinct().ToList();
        var isDuty = carriers.Count > 0 && carriers.All(p => p.Kind == ProvisionKind.Duty);
        var structural = Structural().ToList();
        var (disclosing, receiving) = (Ground(Side.Disclosing, isDuty), Ground(Side.Receiving, isDuty));
        var general = NeedToKnow.Missing(context, section, catalogue.Vocabulary)
            .Concat(Held());

        List<Need> needs = [.. general, .. lifted.SelectMany(p => p.Needs), .. structural, .. disclosing.Needs, .. receiving.Needs];
        needs = [.. needs.Distinct()];
        var outcome = OutcomeOf(needs);
        var deciding = Deciding(outcome, lifted, structural, needs);
        return new SectionDecision
        {
            Section = section.Id,
            Outcome = outcome,
            Provision = deciding,
            IsDuty = isDuty && outcome != Outcome.Deny,
            Needs = needs,
            Obligations = outcome == Outcome.Permit ? [.. Obligations(carriers)] : [],
            Protections = protections,
            DataProtectionGrounds = [.. new[] { disclosing.Id, receiving.Id }.Where(id => id.Length > 0)],
            Uncertain = [.. TookPart(carriers, disclosing.Id, receiving.Id)
                .Where(p => p.Uncertainty is not null || p.Certainty != Certainty.Verified).Select(p => p.Id).Distinct()],
        };
    }

    private IEnumerable<Need> UnknownWords()
    {
        if (!catalogue.Vocabulary.Categories.ContainsKey(section.Category)) yield return Refuted("known-category");
        // A declared protection that the catalogue lacks cannot be tested, so it cannot be lifted.
        foreach (var id in section.DeclaredProtections.Where(id => catalogue.Find(id)?.Kind != ProvisionKind.Secrecy))
            yield return new Need("known-protection", id, NeedSource.Register, IsRefuted: true);
        if (section.Persons.Any(i => i < 0 || i >= context.Persons.Count)) yield return Refuted("known-person");
        if (section.Marks.Any(m => !catalogue.Vocabulary.Marks.ContainsKey(m))) yield return Refuted("known-mark");
    }

    private IEnumerable<Need> Held()
    {
        if (section.IsHeld) yield break;
        yield return section.MayBeFulfilled
            ? new Need("fulfilled", "", NeedSource.Assessment, IsRefuted: false)
            : new Need("held", "", NeedSource.Register, IsRefuted: true);
    }

    private IEnumerable<string> Obligations(IEnumerable<Provision> carriers) =>
        carriers.Concat(Demands()).SelectMany(p => p.Obligations).Concat(context.IsEmergency ? ["post-review"] : []).Distinct();

    private IEnumerable<int> Persons() => section.Persons.Count == 0 ? [NoPerson] : section.Persons;

    // INVARIANT: to name nobody never gives more than to name somebody; only what is impersonal by its nature concerns nobody.
    private PersonFacts? Person(int index) => index != NoPerson ? context.Persons[index]
        : catalogue.Vocabulary.Categories[section.Category].IsImpersonal ? null : PersonFacts.Unknown;

    private IEnumerable<ProtectionDecision> Protections(int person) => _secrecy
        .Where(p => !p.ProtectsIndividual || Person(person) is not null || section.DeclaredProtections.Contains(p.Id))
        .Select(secrecy => Lift(secrecy, person));

    /// <summary>What protects: derived from holder and category, and declared.</summary>
    private static IEnumerable<Provision> Secrecy(DisclosureContext context, Catalogue catalogue, SectionFacts section)
    {
        // Protection does not end by a date in the catalogue: a wording that ran out had a successor, which may be missing here.
        var derived = catalogue.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy && !p.DeclaredOnly
            && p.IsForHolder(context.Holder) && p.IsForCategory(section.Category));
        return derived.Concat(section.DeclaredProtections.Select(catalogue.Find).OfType<Provision>()).DistinctBy(p => p.Id);
    }

    private ProtectionDecision Lift(Provision secrecy, int person)
    {
        var attempts = Candidates(secrecy)
            .Select(candidate => Attempt(candidate, secrecy, person))
            .Concat(HarmTest(secrecy, person))
            .ToList();
        if (attempts.Count == 0)
            return new ProtectionDecision(person, secrecy.Id, Outcome.Deny, "", [Refuted("secrecy-lifted", secrecy.Id)]);
        return attempts
            .OrderByDescending(a => a.Outcome)
            .ThenBy(a => a.Needs.Any(n => n.Code == "lifts")) // closest: meant for this secrecy,
            .ThenBy(a => a.Needs.Count(n => n is { IsRefuted: true, Source: NeedSource.Supplied })) // then least wrongly asked,
            .ThenBy(a => a.Needs.Count(n => n.Source == NeedSource.Supplied)) // then least left unsaid
            .ThenBy(a => a.Outcome == Outcome.Deny ? a.Needs.Count : 0)
            .ThenBy(a => catalogue.Find(a.LiftedBy)?.Threshold ?? 0)
            .First();
    }

    /// <summary>The provisions that may lift it: those claimed, or all in force where none was.</summary>
    private IEnumerable<Provision> Candidates(Provision secrecy) => context.Claims.Count == 0
        ? law.Where(p => p.CanLift(secrecy) && !HeadNeeds(p).Any())
        : context.Claims.Select(catalogue.Find).OfType<Provision>()
            .Where(p => p.Kind is ProvisionKind.Lifting or ProvisionKind.Duty);

    private ProtectionDecision Attempt(Provision candidate, Provision secrecy, int person)
    {
        List<Need> needs = [.. HeadNeeds(candidate)];
        if (!candidate.CanLift(secrecy)) needs.Add(new Need("lifts", candidate.Id, NeedSource.Supplied, true, secrecy.Id));
        needs.AddRange(Test(candidate, Person(person), secrecy.DecisionMakerRole));
        return new ProtectionDecision(person, secrecy.Id, OutcomeOf(needs), candidate.Id, needs);
    }

    /// <summary>The harm test opens the secrecy itself, where it was asked for or an officer has answered it.</summary>
    private IEnumerable<ProtectionDecision> HarmTest(Provision secrecy, int person)
    {
        if (secrecy.HarmQuestion is not { } question) yield break;
        if (!context.Claims.Contains(secrecy.Id) && !context.Facts.Any(f => f.Name == question)) yield break;
        var need = new AssessedQuestion(question).Test(Input(secrecy, Person(person)));
        List<Need> needs = need is null ? [] : [need];
        yield return new ProtectionDecision(person, secrecy.Id, OutcomeOf(needs), secrecy.Id, needs);
    }

    /// <summary>What carries a section that nothing protects: a duty, or a provision made for data that is not secret.</summary>
    private ProtectionDecision NotSecretCarrier()
    {
        var attempts = law
            .Where(p => (p.Kind == ProvisionKind.Duty || p.Conditions.OfType<NotSecret>().Any()) && !HeadNeeds(p).Any())
            .Where(p => context.Claims.Count == 0 || context.Claims.Contains(p.Id))
            .Select(p => new ProtectionDecision(NoPerson, "", OutcomeOf([.. Test(p, null)]), p.Id, [.. Test(p, null)]))
            .OrderByDescending(a => a.Outcome).ThenBy(a => a.Needs.Count).ThenBy(a => catalogue.Find(a.LiftedBy)?.Threshold ?? 0);
        return attempts.FirstOrDefault()
            ?? new ProtectionDecision(NoPerson, "", Outcome.Deny, "", [Refuted("carrying-provision")]);
    }

    private IEnumerable<Need> HeadNeeds(Provision p)
    {
        if (!p.IsInForceOn(context.Day)) yield return Refuted("in-force", p.Id);
        if (!p.IsForHolder(context.Holder)) yield return Refuted("holder", p.Id);
        if (!p.IsForReceiver(context.Receiver)) yield return Refuted("receiver", p.Id);
        if (!p.IsForCategory(section.Category)) yield return Refuted("category", p.Id);
    }

    private IEnumerable<Provision> Demands() => law.Where(p => p.Kind == ProvisionKind.Structural && !HeadNeeds(p).Any());

    private IEnumerable<Need> Structural() =>
        from p in Demands()
        from person in Persons()
        from need in Test(p, Person(person))
        select need;

    private (string Id, IReadOnlyList<Need> Needs) Ground(Side side, bool isDuty)
    {
        var grounds = law
            .Where(p => p.Kind == ProvisionKind.DataProtection && p.Side == side && !HeadNeeds(p).Any()
                && (isDuty ? p.CarriesDuty : p.CarriesPermission))
            .Select(p => (p.Id, Needs: (IReadOnlyList<Need>)[.. Persons().SelectMany(person => Test(p, Person(person))).Distinct()], p.Certainty))
            .OrderByDescending(g => OutcomeOf(g.Needs)).ThenByDescending(g => g.Certainty)
            .ToList();
        var code = side == Side.Disclosing ? "data-protection-ground-holder" : "data-protection-ground-receiver";
        return grounds.Count == 0 ? ("", [Refuted(code)]) : (grounds[0].Id, grounds[0].Needs);
    }

    private IEnumerable<Need> Test(Provision p, PersonFacts? person, string? secrecyRole = null) =>
        p.Conditions.Select(c => c.Test(Input(p, person, secrecyRole))).OfType<Need>();

    private ConditionInput Input(Provision p, PersonFacts? person, string? secrecyRole = null) =>
        new(context, catalogue, section, person, p, secrecyRole, SecrecyHides: _secrecy.Any(s => s.HidesPerson));

    private IEnumerable<Provision> TookPart(IEnumerable<Provision> carriers, params string[] grounds) =>
        carriers.Concat(grounds.Select(catalogue.Find).OfType<Provision>());

    private static Outcome OutcomeOf(IReadOnlyList<Need> needs) =>
        needs.Count == 0 ? Outcome.Permit : needs.All(n => n.CanBeAssessed) ? Outcome.AwaitingAssessment : Outcome.Deny;

    /// <summary>A refusal names what stopped it; a permit the carrier that asked most.</summary>
    private string Deciding(
        Outcome outcome, IReadOnlyList<ProtectionDecision> lifted, IReadOnlyList<Need> structural, IReadOnlyList<Need> needs)
    {
        var parts = outcome == Outcome.Permit ? lifted : [.. lifted.Where(p => p.Outcome == outcome)];
        if (parts.Count > 0) return MostAsking(parts);
        var stopping = structural.Concat(needs).Where(n => outcome != Outcome.Deny || !n.CanBeAssessed);
        // What waits for the holder's own system alone waits under the provision that will carry it.
        return stopping.FirstOrDefault(n => n.Provision.Length > 0)?.Provision
            ?? (outcome == Outcome.AwaitingAssessment ? MostAsking(lifted) : "");
    }

    private string MostAsking(IReadOnlyList<ProtectionDecision> parts)
    {
        // Of equals by id, so that the order in which persons are given says nothing.
        var first = parts.OrderByDescending(p => catalogue.Find(p.LiftedBy)?.Threshold ?? 0)
            .ThenBy(p => p.Secrecy, StringComparer.Ordinal).ThenBy(p => p.LiftedBy, StringComparer.Ordinal).First();
        return first.LiftedBy.Length > 0 ? first.LiftedBy : first.Secrecy;
    }

    private SectionDecision Refuse(string provision, IReadOnlyList<Need> needs) =>
        new() { Section = section.Id, Outcome = Outcome.Deny, Provision = provision, Needs = needs };

    private static Need Refuted(string code, string provision = "") => new(code, provision, NeedSource.Supplied, IsRefuted: true);
}
