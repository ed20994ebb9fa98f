using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Cli.Policy.Smt;

/// <summary>
/// The variables of a case, declared over the words of all catalogues that are compared: one section that concerns at most one person, at
/// most one claim and one declared protection, an officer with at most one role who meets what no catalogue decides of need-to-know.
/// </summary>
internal static class SmtCase
{
    public const string None = "none", Other = "other", Nobody = "nobody";

    /// <summary>What a holder can have declared: secrecy that protects in one of the catalogues only where it is.</summary>
    public static IReadOnlyList<string> Declarable(IReadOnlyList<Catalogue> catalogues) =>
        [.. catalogues.SelectMany(c => c.Provisions).Where(p => p.DeclaredOnly).Select(p => p.Id).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The declarations.</summary>
    public static IEnumerable<string> Declare(IReadOnlyList<Catalogue> catalogues)
    {
        yield return "(declare-datatypes ((Truth 0)) (((unknown) (yes) (no))))";
        string[] parties = [.. Enum.GetValues<PartyKind>().Where(k => k != PartyKind.Unspecified).Select(k => k.Word())];
        foreach (var line in Choice("holder", parties)) yield return line;
        foreach (var line in Choice("receiver", parties)) yield return line;
        foreach (var line in Choice("category", Words(w => w.Categories.Keys))) yield return line;
        foreach (var line in Choice("purpose", Words(w => w.Purposes.Keys))) yield return line;
        foreach (var line in Choice("trigger", [nameof(Trigger.Request), nameof(Trigger.OwnInitiative), nameof(Trigger.Immediate)]))
            yield return line;
        foreach (var line in Choice("claim", [None, Other, .. catalogues.SelectMany(c => c.Provisions).Select(p => p.Id).Distinct()
            .Order(StringComparer.Ordinal)])) yield return line;
        foreach (var line in Choice("declared", [None, .. Declarable(catalogues)])) yield return line;
        foreach (var line in Choice("person", [Nobody, .. Enum.GetNames<PersonRole>().Where(r => r != nameof(PersonRole.Unspecified))]))
            yield return line;
        foreach (var line in Choice("role", [None, .. Words(w => w.Roles.Keys)])) yield return line;
        foreach (var line in Choice("offence", [None, .. Words(w => w.Offences.Keys)])) yield return line;
        string[] flags = ["protected", "approved", "identified", "standing", "other-principal", "inchoate", "subject-born-known",
            "person-born-known"];
        foreach (var name in flags) yield return $"(declare-const {Logic.Name(name)} Bool)";
        foreach (var mark in Words(w => w.Marks.Keys)) yield return $"(declare-const {Logic.Name("mark", mark)} Bool)";
        foreach (var role in catalogues.SelectMany(c => c.Provisions).Select(p => p.DecisionMakerRole).OfType<string>().Distinct())
            yield return $"(declare-const {Logic.Name("answerer", role)} Bool)";
        foreach (var age in new[] { "subject-age", "person-age" })
            yield return $"(declare-const {Logic.Name(age)} Int)(assert (>= {Logic.Name(age)} 0))";
        foreach (var fact in Words(w => w.Facts.Keys))
            yield return $"(declare-const {Logic.Name("asserted", fact)} Truth)(declare-const {Logic.Name("register", fact)} Truth)";
        foreach (var question in Words(w => w.Questions.Keys)) yield return $"(declare-const {Logic.Name("question", question)} Truth)";
        // Standing decisions tell two catalogues apart only where they differ in what those may answer; what one alone says of them is not compared.
        if (catalogues.Select(Individual).Distinct().Count() == 1) yield return $"(assert (not {Logic.Name("standing")}))";

        IEnumerable<string> Words(Func<CatalogueVocabulary, IEnumerable<string>> of) =>
            catalogues.SelectMany(c => of(c.Vocabulary)).Distinct().Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Choice(string kind, IEnumerable<string> values)
    {
        var sort = Logic.Name($"sort.{kind}");
        yield return $"(declare-datatypes (({sort} 0)) (({string.Join(' ', values.Select(v => $"({Logic.Name(kind, v)})"))})))";
        yield return $"(declare-const {Logic.Name(kind)} {sort})";
    }

    private static string Individual(Catalogue catalogue) => string.Join(' ',
        catalogue.Vocabulary.Questions.Values.Where(q => q.IsIndividual).Select(q => q.Code).Order(StringComparer.Ordinal));
}
