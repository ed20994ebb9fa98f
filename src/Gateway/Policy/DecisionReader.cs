using System.Text.Json.Nodes;
using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>
/// Reads back what <see cref="DecisionWriter.Write(SectionDecision)"/> wrote for the asking party: the sources of needs are not kept.
/// </summary>
public static class DecisionReader
{
    /// <summary>One section's decision.</summary>
    /// <exception cref="InvalidOperationException">It was not written by <see cref="DecisionWriter"/>.</exception>
    public static SectionDecision Read(JsonNode tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return new SectionDecision
        {
            Section = Text(tree, "section"),
            Outcome = Text(tree, "outcome") switch
            {
                "permit" => Outcome.Permit, "awaiting-assessment" => Outcome.AwaitingAssessment, _ => Outcome.Deny,
            },
            Provision = Text(tree, "provision"),
            IsDuty = tree["isDuty"]?.GetValue<bool>() ?? false,
            Needs = [.. Items(tree, "needs").Select(ReadNeed)],
            Obligations = [.. Items(tree, "obligations").Select(i => i.GetValue<string>())],
            DataProtectionGrounds = [.. Items(tree, "grounds").Select(i => i.GetValue<string>())],
            Uncertain = [.. Items(tree, "uncertain").Select(i => i.GetValue<string>())],
            Alternative = tree["alternative"] is { } other ? ReadAlternative(other) : null,
        };
    }

    private static Need ReadNeed(JsonNode tree) => new(
        Text(tree, "code"), Text(tree, "provision"), NeedSource.Supplied, tree["isRefuted"]?.GetValue<bool>() ?? true, Text(tree, "argument"));

    private static AlternativeGround ReadAlternative(JsonNode tree)
    {
        _ = PartyKinds.TryParse(Text(tree, "receiver"), out var kind);
        return new AlternativeGround(Text(tree, "provision"), kind);
    }

    private static string Text(JsonNode tree, string name) => tree[name]?.GetValue<string>() ?? "";

    private static IEnumerable<JsonNode> Items(JsonNode tree, string name) => tree[name]?.AsArray().OfType<JsonNode>() ?? [];
}
