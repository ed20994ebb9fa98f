using Gateway.Cli.Policy.Smt;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Cli.Tests.Policy.Smt;

/// <summary>A case that the analysis hands out, as values of the solver's variables.</summary>
internal static class SmtWitness
{
    public static string Of(DisclosureContext context, IReadOnlyList<Catalogue> catalogues)
    {
        var section = context.Sections.Single();
        var person = section.Persons.Count == 0 ? null : context.Persons[section.Persons[0]];
        var answers = context.Facts.Where(f => f.Source is FactSource.Assessed or FactSource.Standing).ToList();
        var known = catalogues.SelectMany(c => c.Provisions).Select(p => p.Id).ToHashSet();
        var offences = catalogues.SelectMany(c => c.Vocabulary.Offences.Keys).ToHashSet();
        var words = catalogues.Select(c => c.Vocabulary).ToList();
        List<string> values =
        [
            Choice("holder", context.Holder.Word()), Choice("receiver", context.Receiver.Word()), Choice("category", section.Category),
            Choice("purpose", context.Purpose), Choice("trigger", $"{context.Trigger}"),
            Choice("claim", context.Claims.Count == 0 ? SmtCase.None : known.Contains(context.Claims[0]) ? context.Claims[0] : SmtCase.Other),
            Choice("declared", section.DeclaredProtections.Count == 0 ? SmtCase.None : section.DeclaredProtections[0]),
            Choice("person", person is null ? SmtCase.Nobody : $"{person.Role}"),
            Choice("role", context.Officer.Roles.Count == 0 ? SmtCase.None : context.Officer.Roles[0]),
            Choice("offence", context.Offence is { } o && offences.Contains(o.Code) ? o.Code : SmtCase.None),
            Flag("inchoate", context.Offence is { Inchoate: true }),
            Flag("protected", person is { HasProtectedIdentity: not Truth.False }), Flag("identified", person is { IsIdentified: true }),
            Flag("approved", context.Approvers.Count > 0), Flag("other-principal", context.SharesPrincipal == Truth.False),
            Flag("standing", answers.Exists(f => f.Source == FactSource.Standing)),
            .. Age("subject", context.Persons.Single(p => p.Role == PersonRole.Subject), context.Day),
            .. person is null or { Role: PersonRole.Subject } ? [] : Age("person", person, context.Day),
            .. words.SelectMany(w => w.Marks.Keys).Distinct().Select(m => Flag("mark", section.Marks.Contains(m), m)),
            .. catalogues.SelectMany(c => c.Provisions).Select(p => p.DecisionMakerRole).OfType<string>().Distinct()
                .Select(role => Flag("answerer", answers.Exists(f => f.OfficerRoles.Contains(role)), role)),
            .. words.SelectMany(w => w.Questions.Keys).Distinct().Select(q => Said("question", q, answers)),
            .. words.SelectMany(w => w.Facts.Keys).Distinct().Select(f => Said("asserted", f, context.Facts.Where(x => x.Source == FactSource.Asserted))),
            .. words.SelectMany(w => w.Facts.Keys).Distinct().Select(f => Said("register", f, context.Facts.Where(x => x.Source == FactSource.Register))),
        ];
        return Logic.And(values);
    }

    private static string Choice(string kind, string value) => Logic.In(kind, [value]);

    private static string Flag(string kind, bool holds, string name = "") => holds ? Logic.Name(kind, name) : Logic.Not(Logic.Name(kind, name));

    private static string Said(string kind, string name, IEnumerable<Fact> facts) => Logic.Same(
        Logic.Name(kind, name), facts.FirstOrDefault(f => f.Name == name) switch { null => "unknown", { Value: true } => "yes", _ => "no" });

    private static string[] Age(string whose, PersonFacts person, DateOnly day) => person.Born is { } born
        ? [Logic.Name($"{whose}-born-known"), $"(= {Logic.Name($"{whose}-age")} {SwedishTime.AgeOn(born, day)})"]
        : [Logic.Not(Logic.Name($"{whose}-born-known"))];
}
