using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>
/// One request as it meets different registers: what the asker supplied stays, everything that the holder alone knows varies. Over
/// all of them the asker's view takes no more than three values: permit, wait, and one neutral answer.
/// </summary>
internal static class RegisterStates
{
    public static string? TheAskerIsToldOneOfThree(DisclosureContext context, Dice dice, Engine engine)
    {
        context = context with { Trigger = Trigger.Request, Persons = [.. context.Persons.Where((p, i) => i == 0 && p.Role == PersonRole.Subject)] };
        if (context.Persons.Count == 0 || dice.Chance(60)) return null; // each costs as much as thirty others
        foreach (var isClosed in new[] { false, true })
        {
            var answers = Enumerable.Range(0, 8).Select(_ => Told(Meeting(context, dice))).ToHashSet();
            // Refused on what was supplied, it is one answer; otherwise the one neutral and, open, the one waiting.
            if (answers.Where(a => a != "permit").GroupBy(a => a[..a.IndexOf(' ')]).Any(same => same.Count() > 1)
                || (answers.Count > 1 && answers.Any(a => a.StartsWith("Deny", StringComparison.Ordinal) && !a.EndsWith("needs", StringComparison.Ordinal))))
                return string.Join("\n", answers);

            string Told(DisclosureContext c)
            {
                var view = engine.View(c, engine.Decide(c, Scenarios.Catalogue), isClosed).Sections[0];
                return view.Outcome == Outcome.Permit ? "permit"
                    : $"{view.Outcome} {view.Provision} {view.Alternative} {view.Protections.Count} needs{string.Concat(view.Needs.Select(n => $" {n}"))}";
            }
        }
        return null;
    }

    private static DisclosureContext Meeting(DisclosureContext context, Dice dice)
    {
        var catalogue = Scenarios.Catalogue;
        var stranger = new PersonFacts { Role = PersonRole.Relative, IsIdentified = true, ConflictsWithOfficer = dice.Chance(30) };
        var isAlone = dice.Chance(70);
        return context with
        {
            Persons =
            [
                context.Persons[0] with { HasProtectedIdentity = dice.Of(Enum.GetValues<Truth>()), IsIdentified = dice.Chance(60) },
                .. isAlone ? Array.Empty<PersonFacts>() : [stranger],
            ],
            Sections = [context.Sections[0] with
            {
                Persons = isAlone ? [0] : [0, 1],
                IsHeld = dice.Chance(80),
                Marks = dice.Chance(70) ? [] : [dice.Of(catalogue.Vocabulary.Marks.Keys)],
                DeclaredProtections = dice.Chance(80) ? [] : [dice.Of([.. catalogue.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy)]).Id],
            }],
            Facts =
            [
                .. context.Facts.Where(f => f.Source is FactSource.Asserted or FactSource.Standing),
                .. context.Facts.Where(f => f.Source is FactSource.Register or FactSource.Assessed)
                    .Where(_ => dice.Chance(80)).Select(f => dice.Chance(85) ? f : f with { Value = !f.Value }),
            ],
            Approvers = dice.Chance(50) ? ["second"] : [],
        };
    }
}
