using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>
/// What a condition says of a case, read off its JSON each time: true, false, or null where nobody knows. Written from the
/// catalogue's format and the engine's README, and from nothing of the engine.
/// </summary>
internal static class NaiveCondition
{
    /// <summary>What is missing; null when the condition is known to be true.</summary>
    public static Need? Test(JsonObject condition, NaiveCase at)
    {
        var (mark, inner) = condition.Single();
        var (kind, value) = inner!.AsObject().Single();
        var (context, person) = (at.Context, at.Person);
        switch (kind)
        {
            case "trigger":
                return Need("trigger", Texts(value).Contains(NaiveWordOf.Trigger(context.Trigger)), NeedSource.Supplied);
            case "purpose":
                var purposes = Texts(value);
                return Need("purpose", purposes.Contains(context.Purpose), NeedSource.Supplied, string.Join(", ", purposes));
            case "subject-age-below":
                var subjects = context.Persons.Where(p => p.Role == PersonRole.Subject).ToArray();
                return Need(kind, subjects.Length == 1 ? Younger(subjects[0], (int)value!) : null, NeedSource.Supplied, $"{value}");
            case "person-age-below":
                var source = person?.Role == PersonRole.Subject ? NeedSource.Supplied : NeedSource.Register;
                return Need(kind, person is null ? null : Younger(person, (int)value!), source, $"{value}");
            case "person-age-from":
                var who = person?.Role == PersonRole.Subject ? NeedSource.Supplied : NeedSource.Register;
                return Need(kind, person is null ? null : !Younger(person, (int)value!), who, $"{value}");
            case "person-role":
                return Need(kind, person is null ? null : Texts(value).Contains($"{person.Role}".ToLowerInvariant()), NeedSource.Register);
            case "offence-minimum":
                var least = (int)value![context.Offence is { Inchoate: true } ? "inchoateMonths" : "months"]!;
                return Need(kind, Offence()?.Min >= least, NeedSource.Supplied, $"{least}", unknown: Offence() is null);
            case "offence-with-prison":
                return Need(kind, Offence()?.Max > 0, NeedSource.Supplied, unknown: Offence() is null);
            case "offence-in-group":
                return Need(kind, Offence()?.Groups.Contains((string)value!), NeedSource.Supplied, $"{value}");
            case "fact":
                var asserted = mark == "asserted";
                return Need((string)value!, Said((string)value!, asserted ? FactSource.Asserted : FactSource.Register),
                    asserted ? NeedSource.Supplied : NeedSource.Register);
            case "question":
                return Question((string)value!, at);
            case "person-identified":
                return person is null || person.IsIdentified ? null : Question((string)value!, at);
            case "section-lacks-mark":
                return Need(kind, !at.Section.Marks.Contains((string)value!), NeedSource.Register, $"{value}");
            case "concerns-no-person":
                return Need(kind, at.Section.Persons.Count == 0, NeedSource.Register);
            case "second-approver":
                if ((string)value! == "protected-identity" && !at.Hidden) return null;
                return Need(kind, context.Approvers.Any(IsSecond) ? true : null, NeedSource.Approval);
            case "not-where":
                if (!Texts(value!["receivers"]).Any(w => NaiveWordOf.Covers(w, NaiveWordOf.Party(context.Receiver)))) return null;
                var there = Texts(value["purposes"]).Contains(context.Purpose)
                    || (value["offenceGroups"] is { } groups && Offence() is { } meant && Texts(groups).Intersect(meant.Groups).Any());
                if (there) return Need("reserved-to-another-provision", false, NeedSource.Supplied);
                return value["question"] is { } asked ? Question((string)asked!, at) : null;
            case "same-principal":
                return context.SharesPrincipal == Truth.False
                    ? Need((string)value!, false, NeedSource.Supplied) : Question((string)value!, at);
            case "not-secret":
                return null; // such a provision is tried only where nothing protects
            default:
                throw new InvalidOperationException($"the second encoding lacks the condition `{kind}`");
        }

        Need? Need(string code, bool? holds, NeedSource source, string argument = "", bool unknown = false) =>
            holds == true ? null : new Need(code, at.Rule.Id, source, holds == false && !unknown, argument);

        NaiveWord? Offence() => at.Law.Vocabulary.Offences.SingleOrDefault(o => o.Code == context.Offence?.Code);

        bool? Said(string name, FactSource source) =>
            NaiveCondition.Agreed(context.Facts.Where(f => f.Name == name && f.Source == source
                && (source != FactSource.Register || f.Section is null || f.Section == at.Section.Id)));

        bool IsSecond(string approver) => approver != context.Officer.Id
            && !context.Facts.Any(f => f.Source is FactSource.Assessed or FactSource.Standing && f.Officer == approver);

        bool? Younger(PersonFacts who, int years) => who.Born is not { } born ? null
            : context.Day.Year - born.Year - ((context.Day.Month, context.Day.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0) < years;
    }

    /// <summary>An officer's answer: this matter's before a standing one, this section's before one for all.</summary>
    public static Need? Question(string question, NaiveCase at)
    {
        var answer = Answer(question, at);
        return answer == true ? null : new Need(question, at.Rule.Id, NeedSource.Assessment, answer == false);
    }

    private static bool? Answer(string question, NaiveCase at)
    {
        List<Fact> sections = [], matters = [], standing = [];
        foreach (var fact in at.Context.Facts)
        {
            if (fact.Name != question) continue;
            if (fact.Section is not null && fact.Section != at.Section.Id) continue;
            if (fact.Provision is not null && fact.Provision != at.Rule.Id) continue;
            if (at.Rule.DecisionMakerRole is { } role && !fact.OfficerRoles.Contains(role)) continue;
            if (at.DecidesOver is { } over && !fact.OfficerRoles.Contains(over)) continue;
            if (at.Context.Trigger == Trigger.Request && fact.Officer == at.Context.Officer.Id) continue;
            if (fact.Source == FactSource.Standing) standing.Add(fact);
            if (fact.Source == FactSource.Assessed) (fact.Section is null ? matters : sections).Add(fact);
        }
        if (sections.Count > 0) return Agreed(sections);
        if (matters.Count > 0) return Agreed(matters);
        var individual = at.Law.Vocabulary.Questions.Any(q => q.Code == question && q.Individual);
        return individual || at.Hidden ? null : Agreed(standing);
    }

    private static bool? Agreed(IEnumerable<Fact> facts)
    {
        var values = facts.Select(f => f.Value).ToArray();
        if (values.Length == 0) return null;
        return values.All(v => v) ? true : values.Any(v => v) ? null : false;
    }

    private static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(t => (string)t!)];
}
