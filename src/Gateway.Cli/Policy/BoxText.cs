using Gateway.Parties;
using Gateway.Policy;
using Gateway.Policy.Analysis;

namespace Gateway.Cli.Policy;

/// <summary>Slices and boxes in plain Swedish or English, with the words of the catalogues.</summary>
internal sealed class BoxText(Catalogue later, Catalogue earlier, bool isSwedish)
{
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Permit => "permit", Outcome.AwaitingAssessment => "awaiting-assessment", _ => "deny",
    };

    /// <summary>The slices, with parties and words joined where all their combinations are there.</summary>
    public IEnumerable<string> Slices(IReadOnlyList<Slice> slices)
    {
        var byPurpose = slices.GroupBy(s => (s.Holder, s.Receiver, s.Category), s => Word(s.Purpose))
            .Select(g => (g.Key.Holder, g.Key.Receiver, g.Key.Category, Purposes: Join(g)));
        var byCategory = byPurpose.GroupBy(s => (s.Holder, s.Receiver, s.Purposes), s => Word(s.Category))
            .Select(g => (g.Key.Holder, g.Key.Receiver, g.Key.Purposes, Categories: Join(g)));
        var byReceiver = byCategory.GroupBy(s => (s.Holder, s.Purposes, s.Categories), s => s.Receiver.Word())
            .Select(g => (g.Key.Holder, g.Key.Purposes, g.Key.Categories, Receivers: Join(g)));
        return byReceiver.GroupBy(s => (s.Purposes, s.Categories, s.Receivers), s => s.Holder.Word()).Select(g => isSwedish
            ? $"Från {Join(g)} till {g.Key.Receivers}: {g.Key.Categories}. Ändamål: {g.Key.Purposes}."
            : $"From {Join(g)} to {g.Key.Receivers}: {g.Key.Categories}. Purpose: {g.Key.Purposes}.");
    }

    /// <summary>One box: how it was, how it becomes, and where.</summary>
    public string Line(Box box, string file) =>
        $"  {Told(box.Earlier)} → {Told(box.Later)}: {(box.Sides.Count == 0 ? Say("alltid", "always") : string.Join("; ", box.Sides.Select(Side)))} [{file}]";

    public string More(long count) => Say($"  … och {count} fall till (--limit)", $"  … and {count} more boxes (--limit)");

    public string Unfinished(Slice slice) => Say("inte färdigräknat: ", "not finished: ")
        + $"{slice.Holder.Word()}, {slice.Receiver.Word()}, {slice.Category}, {slice.Purpose}";

    public string Counts(CatalogueDifference difference)
    {
        var (all, unfinished) = (difference.SliceCount, difference.Unfinished.Count);
        var changed = difference.Changes.SelectMany(c => c.Slices).Distinct().Count();
        var kinds = string.Join(", ", difference.Changes.GroupBy(c => (c.Earlier, c.Later)).OrderByDescending(g => g.Key.Later)
            .Select(g => $"{Told(g.Key.Earlier)} → {Told(g.Key.Later)} {g.SelectMany(c => c.Slices).Distinct().Count()}"));
        return Say($"{changed} av {all} snitt ändras; {unfinished} inte färdigräknade",
            $"{changed} of {all} slices change; {unfinished} not finished")
            + (kinds.Length > 0 ? $"; {kinds}" : "");
    }

    private string Side((Variable Variable, IReadOnlyList<int> Values) side)
    {
        var (variable, values) = side;
        var isNot = values.Count > 1 && values.Count > variable.Values.Count / 2;
        var shown = isNot ? Enumerable.Range(0, variable.Values.Count).Except(values) : values;
        var words = string.Join(Say(" eller ", " or "), shown.Select(v => Value(variable.Values[v])));
        return $"{Name(variable)}: {(isNot ? Say("inte ", "not ") : "")}{words}";
    }

    private string Name(Variable variable) => variable.Kind switch
    {
        VariableKind.Claim => Say("åberopad grund", "ground claimed"),
        VariableKind.Person => Say("rör", "concerns"),
        VariableKind.Declared => Say("angiven sekretess", "declared secrecy"),
        VariableKind.Ceiling => Say("rollen omfattar slaget i", "the role covers the category in"),
        VariableKind.Trigger => Say("lämnas", "disclosed by"),
        VariableKind.Mark => Say($"märkt {Word(variable.Name)}", $"marked {Word(variable.Name)}"),
        VariableKind.ProtectedIdentity => Say("skyddad identitet", "protected identity"),
        VariableKind.Approver => Say("andra tjänsteman har godkänt", "a second officer has approved"),
        VariableKind.SharesPrincipal => Say("samma huvudman", "the same principal"),
        VariableKind.Identified => Say("säkert identifierad", "surely identified"),
        VariableKind.AnswererRole => Say($"den som bedömer är {Word(variable.Name)}", $"who assesses is {Word(variable.Name)}"),
        VariableKind.Standing => Say("ställningstagande i förväg", "by standing decision"),
        VariableKind.Offence => Say("brott", "offence"),
        VariableKind.Inchoate => Say("försök, förberedelse eller stämpling", "attempt, preparation or conspiracy"),
        VariableKind.SubjectAge => Say("ålder", "age"),
        VariableKind.PersonAge => Say("den andres ålder", "the other person's age"),
        _ => Word(variable.Name),
    };

    private string Value(string value) => value switch
    {
        "yes" => Say("ja", "yes"),
        "no" => Say("nej", "no"),
        "unknown" => Say("okänt", "not known"),
        "none" => Say("ingen", "none"),
        "other" => Say("någon annan", "another"),
        "nobody" => Say("ingen person", "nobody"),
        "yes-or-unknown" => Say("ja eller okänt", "yes or not known"),
        "request" => Say("på begäran", "on request"),
        "own-initiative" => Say("på eget initiativ", "on own initiative"),
        "immediate" => Say("genast på eget initiativ", "at once on own initiative"),
        _ => Word(value),
    };

    private string Word(string code)
    {
        foreach (var words in new[] { later, earlier })
        {
            if (words.Find(code) is { } provision) return provision.Id;
            var text = words.Vocabulary.Categories.GetValueOrDefault(code)?.Text ?? words.Vocabulary.Purposes.GetValueOrDefault(code)?.Text
                ?? words.Vocabulary.Questions.GetValueOrDefault(code)?.Text ?? words.Vocabulary.Facts.GetValueOrDefault(code)?.Text
                ?? words.Vocabulary.Marks.GetValueOrDefault(code)?.Text ?? words.Vocabulary.Roles.GetValueOrDefault(code)?.Text;
            if (text is not null) return isSwedish ? text.Sv : text.En;
        }
        return code;
    }

    private string Told(Outcome outcome) => outcome switch
    {
        Outcome.Permit => Say("lämnas", "permitted"),
        Outcome.AwaitingAssessment => Say("bedöms", "awaits assessment"),
        _ => Say("lämnas inte", "refused"),
    };

    private static string Join(IEnumerable<string> words) => string.Join(", ", words.Order(StringComparer.Ordinal));

    private string Say(string sv, string en) => isSwedish ? sv : en;
}
