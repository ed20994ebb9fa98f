using System.Text.Json.Nodes;
using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>Writes decisions as the JSON that log, scenario files and stored answers hold.</summary>
public static class DecisionWriter
{
    /// <summary>The word of an outcome.</summary>
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Permit => "permit",
        Outcome.AwaitingAssessment => "awaiting-assessment",
        _ => "deny",
    };

    /// <summary>A section's decision without what it says person by person; <see cref="DecisionReader"/> reads it back.</summary>
    public static JsonObject Write(SectionDecision section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var tree = new JsonObject
        {
            ["section"] = section.Section,
            ["outcome"] = Word(section.Outcome),
            ["provision"] = section.Provision,
            ["isDuty"] = section.IsDuty,
            ["needs"] = new JsonArray([.. section.Needs.Select(Write)]),
            ["obligations"] = Texts(section.Obligations),
            ["grounds"] = Texts(section.DataProtectionGrounds),
            ["uncertain"] = Texts(section.Uncertain),
        };
        if (section.Alternative is { } other)
            tree["alternative"] = new JsonObject { ["provision"] = other.Provision, ["receiver"] = other.Receiver.Word() };
        return tree;
    }

    /// <summary>The same with every protection, person by person, and what lifted it: for the holder's own view.</summary>
    public static JsonObject WriteInFull(SectionDecision section)
    {
        var tree = Write(section);
        tree["protections"] = new JsonArray([.. section.Protections.Select(p => new JsonObject
        {
            ["person"] = p.Person, ["secrecy"] = p.Secrecy, ["outcome"] = Word(p.Outcome), ["liftedBy"] = p.LiftedBy,
        })]);
        return tree;
    }

    private static JsonObject Write(Need need) => new()
    {
        ["code"] = need.Code, ["provision"] = need.Provision, ["argument"] = need.Argument, ["isRefuted"] = need.IsRefuted,
    };

    /// <summary>A list of words.</summary>
    internal static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
