using System.Text.Json.Nodes;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Cli.Policy;

/// <summary>A decision in words: JSON for files, Swedish and English for people.</summary>
internal static class DecisionText
{
    /// <summary>What scenario files expect: the decision in full, person by person, needs by code alone.</summary>
    public static JsonObject ToJson(SectionDecision section)
    {
        var tree = DecisionWriter.WriteInFull(section);
        tree["needs"] = Texts(section.Needs.Select(n => n.Code).Distinct());
        tree["alternative"] = section.Alternative?.Provision;
        tree["alternativeReceiver"] = section.Alternative?.Receiver.Word();
        return tree;
    }

    /// <summary>Lines for a person.</summary>
    public static IEnumerable<string> Lines(SectionDecision section, Catalogue catalogue)
    {
        var decided = section.Outcome switch
        {
            Outcome.Permit => section.IsDuty ? "lämnas, skyldighet / permit, a duty" : "lämnas / permit",
            Outcome.AwaitingAssessment => "väntar på bedömning / awaiting assessment",
            _ => "lämnas inte / deny",
        };
        yield return $"{section.Section}: {decided}";
        if (catalogue.Find(section.Provision) is { } provision) yield return $"  {provision.Citation} ({provision.Title})";
        foreach (var need in section.Needs) yield return $"  - {Explanation.Of(need, catalogue)}{Because(need, catalogue)}";
        foreach (var code in section.Obligations) yield return $"  + {catalogue.Vocabulary.Obligations[code].Text}";
        foreach (var id in section.Uncertain) yield return $"  ? osäkert / uncertain: {catalogue.Find(id)?.Uncertainty?.Sv ?? id}";
        if (section.Alternative is { } other && catalogue.Find(other.Provision) is { } ground)
            yield return $"  > annan grund / another ground: {ground.Citation}{Towards(other.Receiver)}";
    }

    private static string Because(Need need, Catalogue catalogue) =>
        catalogue.Find(need.Provision) is { } provision ? $" ({provision.Citation})" : "";

    private static string Towards(PartyKind kind) => kind == PartyKind.Unspecified ? "" : $", till / to {kind.Word()}";

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
