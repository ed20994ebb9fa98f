using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>
/// Cases for any catalogue: each aims at one provision that lifts or carries, answers most of what it asks, and goes wrong in a few
/// places. Without an aim nearly every case would be refused for a dozen reasons at once, and tell two engines apart by none.
/// </summary>
internal sealed class ContextGenerator(Catalogue catalogue, Dice dice)
{
    private static readonly PartyKind[] Kinds = Enum.GetValues<PartyKind>();
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly string[] Officers = ["asker", "assessor", "second", ""];

    private readonly List<Provision> _aims =
        [.. catalogue.Provisions.Where(p => p.Kind is ProvisionKind.Lifting or ProvisionKind.Duty or ProvisionKind.Secrecy)];
    private readonly List<string> _secrecy = [.. catalogue.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy).Select(p => p.Id)];
    private readonly List<DateOnly> _edges = [.. catalogue.Provisions.SelectMany(p => new[] { p.ValidFrom, p.ValidTo }).OfType<DateOnly>()];
    private readonly CatalogueVocabulary _words = catalogue.Vocabulary;
    private readonly PersonBuilder _persons = new(catalogue, dice);

    private bool _isCareful;

    public DisclosureContext Next()
    {
        var aim = dice.Of(_aims);
        _isCareful = dice.Chance(50); // nearly everything as the aim asks
        var isWild = !_isCareful && dice.Chance(8); // words that no catalogue has
        var purpose = PurposeFor(aim);
        var receiver = Likely(aim.Receivers);
        var category = CategoryFor(aim, purpose);
        var day = Right(88) ? DayOf(aim) : dice.Of(_edges).AddDays(dice.Below(3) - 1);
        var trigger = TriggerFor(aim);
        var persons = _persons.Some(day);
        if (isWild && dice.Chance(40)) (purpose, category) = ("no-such-purpose", dice.Chance(50) ? "no-such-category" : category);
        var sections = Enumerable.Range(0, dice.Chance(85) ? 1 : 2).Select(i => Section($"s{i}", category, persons.Count, isWild));
        return new DisclosureContext
        {
            Day = day,
            Trigger = trigger,
            Purpose = purpose,
            Holder = isWild ? dice.Of(Kinds) : Likely(aim.Holders),
            Receiver = isWild ? dice.Of(Kinds) : receiver,
            SharesPrincipal = dice.Chance(80) ? Truth.Unknown : dice.Chance(50) ? Truth.True : Truth.False,
            Officer = Officer(category, purpose, day, trigger),
            Claims = Claims(aim, isWild),
            Persons = persons,
            Sections = [.. sections],
            Offence = dice.Chance(25) ? null : new OffenceFact(
                dice.Chance(90) ? dice.Of(_words.Offences.Keys) : "no-such-offence", dice.Chance(25)),
            Facts = Facts(aim),
            IsEmergency = dice.Chance(6),
            Approvers = dice.Chance(50) ? [dice.Of(Officers)] : dice.Chance(60) ? [] : ["asker", "second"],
        };
    }

    private bool Right(int percent) => dice.Chance(_isCareful ? 100 - ((100 - percent) / 8) : percent);

    /// <summary>Today, or a day on which what has ended or not begun was in force.</summary>
    private static DateOnly DayOf(Provision aim) =>
        aim.IsInForceOn(Today) ? Today : aim.ValidTo is { } last && last < Today ? last : aim.ValidFrom ?? Today;

    private PartyKind Likely(IReadOnlyList<PartyKind> named)
    {
        if (!Right(96)) return dice.Of(Kinds);
        var covering = dice.Of(named);
        return dice.Of([.. Kinds.Where(k => covering.Covers(k))]);
    }

    private string PurposeFor(Provision aim)
    {
        var named = aim.Conditions.OfType<PurposeIs>().FirstOrDefault();
        return named is not null && Right(92) ? dice.Of(named.Purposes) : dice.Of(_words.Purposes.Keys);
    }

    private string CategoryFor(Provision aim, string purpose)
    {
        if (!Right(90)) return dice.Of(_words.Categories.Keys);
        var fitting = _words.Categories.Keys.Where(aim.IsForCategory).ToList();
        var needed = fitting.Where(c => _words.Purposes[purpose].Categories.Contains(c)).ToList();
        return dice.Of(needed.Count > 0 ? needed : fitting);
    }

    private Trigger TriggerFor(Provision aim)
    {
        var named = aim.Conditions.OfType<TriggerIs>().FirstOrDefault();
        return named is not null && Right(92) ? dice.Of(named.Triggers)
            : dice.Of([Trigger.Request, Trigger.OwnInitiative, Trigger.Immediate]);
    }

    private SectionFacts Section(string id, string category, int persons, bool isWild) => new()
    {
        Id = isWild && dice.Chance(10) ? "s0" : id,
        Category = Right(95) ? category : dice.Of(_words.Categories.Keys),
        Persons = isWild && dice.Chance(25) ? [dice.Below(7) - 2]
            : [.. Enumerable.Range(0, persons).Where(i => i == 0 || dice.Chance(50)).Where(_ => Right(97))],
        DeclaredProtections = Right(92) ? [] : isWild ? [dice.Of(catalogue.Provisions).Id, "no-such-secrecy"] : [dice.Of(_secrecy)],
        Marks = Right(85) ? [] : isWild && dice.Chance(30) ? ["no-such-mark"] : [dice.Of(_words.Marks.Keys)],
        IsHeld = Right(96),
        MayBeFulfilled = dice.Chance(6),
    };

    private OfficerFacts Officer(string category, string purpose, DateOnly day, Trigger trigger)
    {
        var fitting = _words.Roles.Values.Where(r => r.Categories.Contains(category)).Select(r => r.Code).ToList();
        return new OfficerFacts
        {
            Id = "asker",
            Roles = fitting.Count > 0 && Right(96) ? [dice.Of(fitting)]
                : dice.Chance(50) ? [] : [dice.Of(_words.Roles.Keys), "no-such-role"],
            TrainingValidUntil = Right(97) ? day.AddDays(dice.Below(3)) : dice.Chance(50) ? null : day.AddDays(-1),
            Assurance = Right(97) ? 3 + dice.Below(2) : dice.Below(3),
            Case = dice.Chance(trigger == Trigger.Request ? 97 : 30)
                ? new CaseFacts(Right(98), Right(98), Right(98), Right(98) ? purpose : dice.Of(_words.Purposes.Keys))
                : null,
            IsAddressee = dice.Chance(10),
            HasConflictOfInterest = _persons.MostlyFalse(98),
            IsSubject = _persons.MostlyFalse(98),
        };
    }

    private IReadOnlyList<string> Claims(Provision aim, bool isWild) => dice.Below(10) switch
    {
        < 5 => [],
        < 8 => [aim.Id],
        8 => [dice.Of(catalogue.Provisions).Id],
        _ => isWild ? ["no-such-provision"] : dice.Shuffled([aim.Id, dice.Of(catalogue.Provisions).Id]),
    };

    /// <summary>Most of what the aim and the grounds ask, some of the rest, now and then twice with different answers.</summary>
    private IReadOnlyList<Fact> Facts(Provision aim)
    {
        List<Fact> facts = [];
        var wanted = aim.Conditions.Select(c => c is NotWhere { Question: { } asked } ? asked : c.Code).Append(aim.HarmQuestion).ToHashSet();
        var yes = Right(30) ? 97 : 70;
        var rest = dice.Chance(30) ? 5 : 75;
        foreach (var name in _words.Facts.Keys)
            foreach (var source in new[] { FactSource.Asserted, FactSource.Register })
                if (dice.Chance(wanted.Contains(name) ? 92 : rest))
                    facts.Add(new Fact { Name = name, Value = dice.Chance(yes), Source = source });
        foreach (var name in _words.Questions.Keys)
            for (var more = dice.Chance(wanted.Contains(name) ? 90 : rest); more; more = dice.Chance(8)) facts.Add(Answer(name, aim, yes));
        return dice.Shuffled(facts);
    }

    private Fact Answer(string question, Provision aim, int yes) => new()
    {
        Name = question,
        Value = dice.Chance(yes),
        Source = dice.Chance(80) ? FactSource.Assessed : FactSource.Standing,
        Officer = dice.Chance(95) ? "assessor" : dice.Of(Officers),
        OfficerRoles = aim.DecisionMakerRole is { } role && dice.Chance(90) ? ["assessor", role] : ["assessor"],
        Section = dice.Chance(85) ? null : dice.Chance(50) ? "s0" : "s1",
        Provision = dice.Chance(93) ? null : dice.Chance(50) ? aim.Id : dice.Of(catalogue.Provisions).Id,
    };
}
