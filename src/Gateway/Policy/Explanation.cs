namespace Gateway.Policy;

/// <summary>What is missing, told to a person in the words of the catalogue.</summary>
public static class Explanation
{
    /// <summary>What is missing.</summary>
    public static BilingualText Of(Need need, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(need);
        return Of(need.Code, need.Argument, catalogue);
    }

    /// <summary>What a condition asks for.</summary>
    public static BilingualText Of(Condition condition, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Of(condition.Code, condition.Argument, catalogue);
    }

    /// <summary>A statutory question and a fact have a text of their own, everything else that of its code.</summary>
    private static BilingualText Of(string code, string argument, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var words = catalogue.Vocabulary;
        if (words.Questions.TryGetValue(code, out var question)) return question.Text;
        if (words.Facts.TryGetValue(code, out var fact)) return fact.Text;
        if (!words.Needs.TryGetValue(code, out var term)) return new BilingualText(code, code);
        var (sv, en) = Argument(argument, catalogue);
        return new BilingualText(
            term.Text.Sv.Replace("{0}", sv, StringComparison.Ordinal), term.Text.En.Replace("{0}", en, StringComparison.Ordinal));
    }

    /// <summary>An argument that is a word or a provision of the catalogue is told as such.</summary>
    private static (string Sv, string En) Argument(string argument, Catalogue catalogue)
    {
        if (catalogue.Find(argument) is { } provision) return (provision.Citation, provision.Citation);
        var parts = argument.Split(", ").Select(a => Word(a, catalogue.Vocabulary)).ToList();
        return (string.Join(", ", parts.Select(p => p.Sv)), string.Join(", ", parts.Select(p => p.En)));
    }

    private static BilingualText Word(string code, CatalogueVocabulary words)
    {
        if (words.Purposes.TryGetValue(code, out var purpose)) return purpose.Text;
        return words.Marks.TryGetValue(code, out var mark) ? mark.Text : new BilingualText(code, code);
    }
}
