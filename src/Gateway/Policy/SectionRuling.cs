namespace Gateway.Policy;

/// <summary>The ruling on one section: the steps of <see cref="PolicyDecisionPoint"/> in their order.</summary>
internal sealed class SectionRuling(DisclosureContext context, Catalogue catalogue, SectionFacts section)
{
    public SectionDecision Decide()
    {
        List<Need> needs = [];
        AddUnknownWords(needs);
        if (needs.Count > 0) return new SectionDecision { Section = section.Id, Outcome = Outcome.Deny, Provision = "", Needs = needs };

        var at = new SectionCase(context, catalogue, section);
        var protections = Protections(at);
        IReadOnlyList<ProtectionDecision> lifted = protections.Count > 0 ? protections : [new LiftingRuling(at).Carry()];
        var carriers = Carriers(lifted);
        var isDuty = carriers.Count > 0 && carriers.TrueForAll(p => p.Kind == ProvisionKind.Duty);
        var structural = Structural(at);
        var (disclosing, receiving) = (Ground(at, Side.Disclosing, isDuty), Ground(at, Side.Receiving, isDuty));

        NeedToKnow.AddMissing(needs, context, section, catalogue.Vocabulary);
        AddHeld(needs);
        foreach (var part in lifted) AddNew(needs, part.Needs);
        AddNew(needs, structural);
        AddNew(needs, disclosing.Needs);
        AddNew(needs, receiving.Needs);
        var outcome = SectionCase.OutcomeOf(needs);
        return new SectionDecision
        {
            Section = section.Id,
            Outcome = outcome,
            Provision = DecidingProvision.Of(outcome, lifted, structural.Concat(needs), catalogue),
            IsDuty = isDuty && outcome != Outcome.Deny,
            Needs = needs,
            Obligations = outcome == Outcome.Permit ? Obligations(at, carriers) : [],
            Protections = protections,
            DataProtectionGrounds = Ids(disclosing.Provision, receiving.Provision),
            Uncertain = Uncertain(carriers, disclosing.Provision, receiving.Provision),
        };
    }

    private void AddUnknownWords(List<Need> needs)
    {
        // INVARIANT: nothing else is looked at where a word is unknown; the index keeps what it finds by category.
        if (!catalogue.Vocabulary.Categories.ContainsKey(section.Category)) needs.Add(Need.Refuted("known-category"));
        // A declared protection that the catalogue lacks cannot be tested, so it cannot be lifted.
        foreach (var id in section.DeclaredProtections)
            if (catalogue.Find(id)?.Kind != ProvisionKind.Secrecy)
                needs.Add(new Need("known-protection", id, NeedSource.Register, IsRefuted: true));
        foreach (var person in section.Persons)
            if (person < 0 || person >= context.Persons.Count) AddNew(needs, [Need.Refuted("known-person")]);
        foreach (var mark in section.Marks)
            if (!catalogue.Vocabulary.Marks.ContainsKey(mark)) AddNew(needs, [Need.Refuted("known-mark")]);
    }

    private void AddHeld(List<Need> needs)
    {
        if (section.IsHeld) return;
        needs.Add(section.MayBeFulfilled
            ? new Need(Need.Fulfilled, "", NeedSource.Assessment, IsRefuted: false)
            : new Need("held", "", NeedSource.Register, IsRefuted: true));
    }

    private List<ProtectionDecision> Protections(SectionCase at)
    {
        List<ProtectionDecision> protections = [];
        var lifting = new LiftingRuling(at);
        foreach (var person in at.Persons)
            foreach (var secrecy in at.Secrecy)
                if (!secrecy.ProtectsIndividual || at.Person(person) is not null || section.DeclaredProtections.Contains(secrecy.Id))
                    protections.Add(lifting.Lift(secrecy, person));
        return protections;
    }

    private List<Provision> Carriers(IReadOnlyList<ProtectionDecision> lifted)
    {
        List<Provision> carriers = [];
        foreach (var part in lifted)
            if (catalogue.Find(part.LiftedBy) is { } carrier && !carriers.Contains(carrier)) carriers.Add(carrier);
        return carriers;
    }

    private static List<Need> Structural(SectionCase at)
    {
        List<Need>? needs = null;
        foreach (var demand in at.Law.Demands)
            foreach (var person in at.Persons)
                at.Test(demand, at.Person(person), null, Outcome.Deny, ref needs);
        return needs ?? [];
    }

    /// <summary>The ground that comes furthest; of equal ones the surest.</summary>
    private static (Provision? Provision, IReadOnlyList<Need> Needs) Ground(SectionCase at, Side side, bool isDuty)
    {
        (Provision? Provision, IReadOnlyList<Need>? Needs, Outcome Outcome) best = default;
        foreach (var ground in at.Law.GroundsOf(side, isDuty))
        {
            List<Need>? needs = null;
            var isAsGood = true;
            foreach (var person in at.Persons)
                isAsGood = isAsGood && at.Test(ground, at.Person(person), null, best.Outcome, ref needs);
            var outcome = SectionCase.OutcomeOf(needs);
            if (isAsGood && (best.Provision is null || outcome > best.Outcome)) best = (ground, needs, outcome);
            if (best.Outcome == Outcome.Permit) break;
        }
        return best.Provision is not null ? (best.Provision, best.Needs ?? [])
            : (null, [Need.Refuted(side == Side.Disclosing ? "data-protection-ground-holder" : "data-protection-ground-receiver")]);
    }

    private List<string> Obligations(SectionCase at, List<Provision> carriers)
    {
        List<string> obligations = [];
        foreach (var carrier in carriers) AddNew(obligations, carrier.Obligations);
        foreach (var demand in at.Law.Demands) AddNew(obligations, demand.Obligations);
        if (context.IsEmergency) AddNew(obligations, [SectionDecision.PostReview]);
        return obligations;
    }

    private static List<string> Uncertain(List<Provision> carriers, params ReadOnlySpan<Provision?> grounds)
    {
        List<string> uncertain = [];
        foreach (var carrier in carriers) AddUncertain(carrier);
        foreach (var ground in grounds) AddUncertain(ground);
        return uncertain;

        void AddUncertain(Provision? p)
        {
            if (p is not null && (p.Uncertainty is not null || p.Certainty != Certainty.Verified)) AddNew(uncertain, [p.Id]);
        }
    }

    private static IReadOnlyList<string> Ids(Provision? disclosing, Provision? receiving) => (disclosing, receiving) switch
    {
        ({ } one, { } other) => [one.Id, other.Id],
        ({ } one, null) => [one.Id],
        (null, { } other) => [other.Id],
        _ => [],
    };

    private static void AddNew<T>(List<T> items, IReadOnlyList<T> more)
    {
        for (var i = 0; i < more.Count; i++)
            if (!items.Contains(more[i])) items.Add(more[i]);
    }
}
