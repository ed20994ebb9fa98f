using Gateway.Policy;

namespace Gateway.Cli.Policy;

/// <summary>A provision in words for people.</summary>
internal static class ProvisionText
{
    public static IEnumerable<string> Lines(Provision provision, Catalogue catalogue)
    {
        yield return $"{provision.Id}: {provision.Citation}";
        yield return $"  {provision.Title.Sv} / {provision.Title.En}";
        yield return $"  {provision.Summary.Sv}";
        yield return $"  {provision.Summary.En}";
        foreach (var condition in provision.Conditions)
        {
            var text = Explanation.Of(condition, catalogue);
            yield return $"  - {Who(condition.Mark)}: {text.Sv} / {text.En}";
        }
        if (provision.HarmQuestion is { } harm)
            yield return $"  - {Who(Mark.Assessed)}: {catalogue.Vocabulary.Questions[harm].Text.Sv} / {catalogue.Vocabulary.Questions[harm].Text.En}";
        if (provision.DecisionMakerRole is { } role && catalogue.Vocabulary.Roles.TryGetValue(role, out var maker))
            yield return $"  bedöms av / assessed by: {maker.Text.Sv} / {maker.Text.En}";
        foreach (var code in provision.Obligations)
            yield return $"  + {catalogue.Vocabulary.Obligations[code].Text.Sv} / {catalogue.Vocabulary.Obligations[code].Text.En}";
        if (provision.DeclaredOnly) yield return "  gäller när innehavaren anger det / holds where the holder declares it";
        if (provision.Kind == ProvisionKind.Secrecy && provision.HarmQuestion is null) yield return "  absolut sekretess / absolute secrecy";
        if (provision.Lifts.Count > 0) yield return $"  bryter / lifts: {string.Join(", ", provision.Lifts)}";
        if (provision.NeverLifts.Count > 0) yield return $"  aldrig / never: {string.Join(", ", provision.NeverLifts)}";
        yield return $"  i kraft / in force: {provision.ValidFrom?.ToString("yyyy-MM-dd") ?? "…"} – {provision.ValidTo?.ToString("yyyy-MM-dd") ?? ""}";
        yield return $"  text: {Sureness(provision.Certainty)}; {provision.Source}";
        if (provision.Uncertainty is { } doubt) yield return $"  ? {doubt.Sv} / {doubt.En}";
    }

    private static string Who(Mark mark) => mark switch
    {
        Mark.Asserted => "uppges / asserted",
        Mark.Assessed => "bedöms / assessed",
        _ => "registeruppgift / fact",
    };

    private static string Sureness(Certainty certainty) => certainty switch
    {
        Certainty.Verified => "verifierad / verified",
        Certainty.Secondary => "andrahandskälla / secondary source",
        _ => "ej verifierad / not verified",
    };
}
