using System.Text.Json;

namespace Gateway.Policy;

/// <summary>
/// Reads one condition: an object with one member, the mark (<c>fact</c>, <c>asserted</c>, <c>assessed</c>), whose value is an
/// object with one member, the kind. The mark must be the kind's own: it is written out so that a jurist sees who decides what.
/// </summary>
internal static class ConditionReader
{
    private static readonly IReadOnlyDictionary<string, Mark> Marks = new Dictionary<string, Mark>
    {
        ["fact"] = Mark.Fact, ["asserted"] = Mark.Asserted, ["assessed"] = Mark.Assessed,
    };

    private const string Kinds = "trigger, purpose, subject-age-below, person-age-below, person-age-from, person-role, offence-minimum, offence-with-prison, "
        + "offence-in-group, fact, question, section-lacks-mark, concerns-no-person, person-identified, second-approver, not-where, same-principal, not-secret";

    public static Condition? Read(JsonCursor at, CatalogueVocabulary words)
    {
        if (Single(at) is not { } marked || Single(marked) is not { } kind) return null;
        var markName = marked.Path[(marked.Path.LastIndexOf('.') + 1)..];
        var kindName = kind.Path[(kind.Path.LastIndexOf('.') + 1)..];
        if (!Marks.TryGetValue(markName, out var mark))
        {
            marked.Note($"unknown mark `{markName}`; known: asserted, assessed, fact");
            return null;
        }
        var condition = Read(kindName, kind, mark, words);
        if (condition is not null && condition.Mark != mark)
            kind.Note($"`{kindName}` is {Word(condition.Mark)}, not {markName}");
        return condition;
    }

    private static Condition? Read(string kind, JsonCursor at, Mark mark, CatalogueVocabulary words)
    {
        switch (kind)
        {
            case "trigger": return new TriggerIs([.. Listed(at).Select(i => i.AsWord(CatalogueWords.Triggers))]);
            case "purpose": return new PurposeIs(Known(at, words.Purposes.ContainsKey, "purpose"));
            case "subject-age-below": return new SubjectAgeBelow(at.AsNumber(1, 130));
            case "person-age-below": return new PersonAgeBelow(at.AsNumber(1, 130));
            case "person-age-from": return new PersonAgeFrom(at.AsNumber(1, 130));
            case "person-role": return new PersonRoleIs([.. Listed(at).Select(i => i.AsWord(CatalogueWords.Roles))]);
            case "offence-minimum":
                at.Allow("months", "inchoateMonths");
                return new OffenceMinimum(
                    at.Required("months")?.AsNumber(0, 1200) ?? 1, at.Required("inchoateMonths")?.AsNumber(0, 1200) ?? 1);
            case "offence-with-prison": return new OffenceWithPrison();
            case "offence-in-group": return new OffenceInGroup(at.AsText());
            case "fact" when mark == Mark.Asserted: return new AssertedFact(KnownText(at, words.Facts.ContainsKey, "fact"));
            case "fact": return new RegisterFact(KnownText(at, words.Facts.ContainsKey, "fact"));
            case "question": return new AssessedQuestion(KnownText(at, words.Questions.ContainsKey, "question"));
            case "section-lacks-mark": return new SectionLacksMark(KnownText(at, words.Marks.ContainsKey, "mark"));
            case "concerns-no-person": return new ConcernsNoPerson();
            case "person-identified": return new PersonIdentified(KnownText(at, words.Questions.ContainsKey, "question"));
            case "second-approver": return new SecondApprover(OnlyForProtectedIdentity(at));
            case "not-where":
                at.Allow("receivers", "purposes", "offenceGroups", "question");
                return new NotWhere([.. at.Items("receivers").Select(i => i.AsWord(CatalogueWords.Parties))], at.Texts("purposes"),
                    at.Texts("offenceGroups"), at.Optional("question") is { } asked ? KnownText(asked, words.Questions.ContainsKey, "question")
                        : null);
            case "same-principal": return new SamePrincipal(KnownText(at, words.Questions.ContainsKey, "question"));
            case "not-secret": return new NotSecret();
            default:
                at.Note($"unknown condition `{kind}`; known: {Kinds}");
                return null;
        }
    }

    private static bool OnlyForProtectedIdentity(JsonCursor at)
    {
        var when = at.AsText();
        if (when is not ("always" or "protected-identity")) at.Note("`always` or `protected-identity` is expected");
        return when == "protected-identity";
    }

    private static JsonCursor? Single(JsonCursor at)
    {
        if (!at.IsObject()) return null;
        var members = at.Element.EnumerateObject().ToList();
        if (members.Count == 1) return at with { Element = members[0].Value, Path = $"{at.Path}.{members[0].Name}" };
        at.Note("exactly one member is expected");
        return null;
    }

    private static IEnumerable<JsonCursor> Listed(JsonCursor at)
    {
        if (at.Element.ValueKind == JsonValueKind.Array)
            return at.Element.EnumerateArray().Select((e, i) => at with { Element = e, Path = $"{at.Path}[{i}]" });
        at.Note("a list is expected");
        return [];
    }

    private static IReadOnlyList<string> Known(JsonCursor at, Func<string, bool> isKnown, string what) =>
        [.. Listed(at).Select(i => KnownText(i, isKnown, what))];

    private static string KnownText(JsonCursor at, Func<string, bool> isKnown, string what)
    {
        var text = at.AsText();
        if (text.Length > 0 && !isKnown(text)) at.Note($"unknown {what} `{text}`; it would have to stand in the vocabulary");
        return text;
    }

    private static string Word(Mark mark) => Marks.First(m => m.Value == mark).Key;
}
