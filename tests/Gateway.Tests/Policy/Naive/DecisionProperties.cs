using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>What must hold of every decision whatever the case. Each answers how one case breaks it, or null.</summary>
internal static class DecisionProperties
{
    /// <summary>Any part that is refused refuses the whole, and nothing that is missing is passed over.</summary>
    public static string? DenyOverrides(DisclosureContext context, Dice dice, Engine engine)
    {
        foreach (var s in engine.Sections(context))
        {
            var isRefused = s.Protections.Any(p => p.Outcome == Outcome.Deny) || s.Needs.Any(n => !n.CanBeAssessed);
            var isComplete = s.Needs.Count == 0 && s.Protections.All(p => p.Outcome == Outcome.Permit);
            if (isRefused != (s.Outcome == Outcome.Deny) || isComplete != (s.Outcome == Outcome.Permit)) return $"{s.Section} {s.Outcome}";
        }
        return null;
    }

    /// <summary>What is released on partial knowledge is not what full knowledge denies.</summary>
    public static string? LearningNeverRefutesARelease(DisclosureContext context, Dice dice, Engine engine)
    {
        var forgotten = context.Facts.Select(f => f.Name).Distinct().Where(_ => dice.Chance(25)).ToHashSet();
        var knowsOffence = dice.Chance(80);
        // With the offence goes what was answered of it: an answer that contradicts the offence is not less knowledge but other knowledge.
        if (!knowsOffence)
            forgotten.UnionWith(Scenarios.Catalogue.Provisions.SelectMany(p => p.Conditions).OfType<NotWhere>().Select(w => w.Question).OfType<string>());
        var less = context with
        {
            Facts = [.. context.Facts.Where(f => !forgotten.Contains(f.Name))],
            Offence = knowsOffence ? context.Offence : null,
            Persons = [.. context.Persons.Select(p => dice.Chance(25) ? p with { Born = null } : p)
                .Select(p => dice.Chance(25) ? p with { HasProtectedIdentity = Truth.Unknown } : p)],
        };
        foreach (var (partial, full) in engine.Outcomes(less).Zip(engine.Outcomes(context)))
            if (partial == Outcome.Permit && full == Outcome.Deny) return $"permitted without {string.Join(", ", forgotten)}";
        return null;
    }

    /// <summary>More protection never gives more: a declared secrecy, a mark, a protected or unknown identity, one person more.</summary>
    public static string? ProtectionNeverWidens(DisclosureContext context, Dice dice, Engine engine)
    {
        var secrecy = dice.Of([.. Scenarios.Catalogue.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy)]);
        var mark = dice.Of(Scenarios.Catalogue.Vocabulary.Marks.Keys);
        var stranger = new PersonFacts { Role = PersonRole.Other, IsIdentified = true, Born = new DateOnly(2012, 5, 1), HasProtectedIdentity = Truth.False };
        Truth[] weaker = [Truth.Unknown, Truth.True];
        // A standing refusal does not cover a protected person either, and so becomes a question: told apart from a release.
        context = context with { Facts = [.. context.Facts.Where(f => f.Value || f.Source != FactSource.Standing)] };
        // Where nothing protects, or nobody is concerned, a declared secrecy or a person brings the provisions that lift secrecy: that is another question.
        var isSecret = engine.Sections(context).All(s => s.Protections.Count > 0);
        List<DisclosureContext> narrower =
        [
            WithSections(s => s with { Marks = [.. s.Marks, mark] }),
            .. weaker.Select(w => context with { Persons = [.. context.Persons.Select(p => p with { HasProtectedIdentity = w })] }),
        ];
        if (isSecret) narrower.Add(WithSections(s => s with { DeclaredProtections = [.. s.DeclaredProtections, secrecy.Id] }));
        if (isSecret && context.Sections.All(s => s.Persons.Count > 0))
            narrower.Add(WithSections(s => s with { Persons = [.. s.Persons, context.Persons.Count] }) with { Persons = [.. context.Persons, stranger] });
        var before = engine.Sections(context);
        for (var i = 0; i < narrower.Count; i++)
            foreach (var (wide, narrow) in before.Zip(engine.Outcomes(narrower[i])))
                if (narrow > wide.Outcome && !LacksOnlyAGround(wide)) return $"change {i}: from {wide.Outcome} to {narrow}";
        // An identity that is not known to be protected is treated as one that is.
        return engine.Outcomes(narrower[1]).SequenceEqual(engine.Outcomes(narrower[2])) ? null : "unknown and protected differ";

        DisclosureContext WithSections(Func<SectionFacts, SectionFacts> change) =>
            context with { Sections = [.. context.Sections.Select(change)] };
    }

    /// <summary>
    /// The one way in which less may give more, known and on the safe side: the carrier that asks least is chosen before
    /// data protection is looked at, so a permission whose ground is refuted hides a duty that would have carried.
    /// </summary>
    private static bool LacksOnlyAGround(SectionDecision decided) => decided.Needs.Where(n => !n.CanBeAssessed).All(n =>
        n.Code.StartsWith("data-protection-ground", StringComparison.Ordinal)
        || Scenarios.Catalogue.Find(n.Provision)?.Kind == ProvisionKind.DataProtection);

    /// <summary>A catalogue with one lifting provision fewer permits no more.</summary>
    public static string? RemovingALiftNeverWidens(DisclosureContext context, Dice dice, Engine engine)
    {
        var before = engine.Sections(context);
        var used = before.SelectMany(s => s.Protections).Select(p => p.LiftedBy).Where(id => id.Length > 0).Distinct().ToList();
        if (used.Count == 0) return null;
        var gone = dice.Of(used);
        var all = Scenarios.Catalogue;
        if (all.Find(gone)?.Kind == ProvisionKind.Secrecy) return null;
        var fewer = new Catalogue(all.Version, [.. all.Provisions.Where(p => p.Id != gone)], all.Vocabulary);
        foreach (var (wide, narrow) in before.Zip(engine.Outcomes(context, fewer)))
            if (narrow > wide.Outcome && !LacksOnlyAGround(wide)) return $"without {gone}: from {wide.Outcome} to {narrow}";
        return null;
    }

    /// <summary>
    /// In which order facts, persons and sections are given says nothing. In which order the provisions stand says nothing of the
    /// outcome; of provisions that ask equally little the catalogue's first is named.
    /// </summary>
    public static string? OrderIsIrrelevant(DisclosureContext context, Dice dice, Engine engine)
    {
        var all = Scenarios.Catalogue;
        var order = dice.Shuffled(Enumerable.Range(0, context.Persons.Count));
        var isWhole = context.Sections.All(s => s.Persons.All(i => i >= 0 && i < context.Persons.Count));
        var shuffled = context with
        {
            Facts = dice.Shuffled(context.Facts),
            Approvers = dice.Shuffled(context.Approvers),
            Persons = isWhole ? [.. order.Select(i => context.Persons[i])] : context.Persons,
            Sections = dice.Shuffled(context.Sections.Select(s => s with
            {
                Persons = isWhole ? dice.Shuffled(s.Persons.Select(i => order.ToList().IndexOf(i))) : s.Persons,
                Marks = dice.Shuffled(s.Marks),
            })),
        };
        var catalogue = new Catalogue(all.Version, dice.Shuffled(all.Provisions), all.Vocabulary);
        var (one, other) = (Told(engine.Sections(context)), Told(engine.Sections(shuffled)));
        if (one != other) return $"{one}\n{other}";
        return engine.Outcomes(context).SequenceEqual(engine.Outcomes(context, catalogue)) ? null : "another order of the catalogue";

        static string Told(IEnumerable<SectionDecision> sections) => string.Join("\n", sections.Select(s =>
            $"{s.Section} {s.Outcome} {s.Provision} {s.IsDuty}; {Set(s.Needs)}; {Set(s.Obligations)}; {Set(s.DataProtectionGrounds)}").Order());
        static string Set<T>(IEnumerable<T> items) => string.Join(" | ", items.Select(i => $"{i}").Order(StringComparer.Ordinal));
    }

    /// <summary>A permit names, for every protecting secrecy and person, what lifts it: its own harm test, or a provision that can.</summary>
    public static string? APermitNamesEveryLift(DisclosureContext context, Dice dice, Engine engine)
    {
        var all = Scenarios.Catalogue;
        foreach (var (decided, section) in engine.Sections(context).Zip(context.Sections).Where(p => p.First.Outcome == Outcome.Permit))
            foreach (var secrecy in all.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy))
            {
                var isDerived = !secrecy.DeclaredOnly && secrecy.IsForHolder(context.Holder) && secrecy.IsForCategory(section.Category);
                if (!isDerived && !section.DeclaredProtections.Contains(secrecy.Id)) continue;
                foreach (var person in section.Persons)
                {
                    var named = decided.Protections.Where(p => p.Secrecy == secrecy.Id && p.Person == person).Select(p => p.LiftedBy).FirstOrDefault();
                    if (named != secrecy.Id && all.Find(named ?? "")?.CanLift(secrecy) != true) return $"{secrecy.Id} of person {person}: {named}";
                }
            }
        return null;
    }

    /// <summary>A refusal names, inside, something that no answer of an officer could meet; a wait names what an officer has to answer.</summary>
    public static string? ARefusalNamesWhy(DisclosureContext context, Dice dice, Engine engine)
    {
        foreach (var s in engine.Sections(context))
            if (s.Outcome != Outcome.Permit && !s.Needs.Any(n => n.CanBeAssessed == (s.Outcome == Outcome.AwaitingAssessment)))
                return $"{s.Section} {s.Outcome} without a reason";
        return null;
    }

    /// <summary>No case is too odd to be decided, told and explained.</summary>
    public static string? IsTotal(DisclosureContext context, Dice dice, Engine engine)
    {
        var odd = Malformed.From(context, dice);
        try
        {
            var decided = engine.Decide(odd, Scenarios.Catalogue);
            engine.View(odd, decided, dice.Chance(50));
            foreach (var need in decided.Sections.SelectMany(s => s.Needs)) Explanation.Of(need, Scenarios.Catalogue);
            return decided.Sections.Count == odd.Sections.Count ? null : "a section is left out";
        }
        catch (Exception e)
        {
            return $"{e}";
        }
    }
}
