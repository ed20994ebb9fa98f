using System.Text.Json.Nodes;
using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Demo;

/// <summary>What one step did, told in a few lines, and whether each outcome was the expected one.</summary>
internal sealed class StepReport(int number, string title, Stage stage)
{
    private readonly List<string> _lines = [];
    private readonly List<string> _failures = [];

    public bool IsAsExpected => _failures.Count == 0;

    /// <summary>Tells something.</summary>
    public void Say(string line) => _lines.Add(line);

    /// <summary>Tells something that has to be so.</summary>
    public void Expect(bool holds, string line)
    {
        _lines.Add(holds ? line : $"NOT AS EXPECTED: {line}");
        if (!holds) _failures.Add(line);
    }

    /// <summary>Tells a section's decision, and that it came out as expected on the provision expected.</summary>
    public void Expect(string party, SectionDecision decision, Outcome outcome, string provision)
    {
        var reference = decision.Provision is { } named ? $"{named.Title.Sv}, {named.Citation}" : "ingen bestämmelse nämns";
        var needs = string.Concat(decision.Needs.Select(n => $"; {n.Text.Sv}"));
        Expect(decision.Outcome == outcome && (decision.Provision?.Id ?? "") == provision,
            $"{party}: {decision.SectionId}: {Word(decision)}: {reference}{needs}");
    }

    /// <summary>Tells where the receipts of a call stand in the log, and keeps them for the last check.</summary>
    public void Receipts(IReadOnlyList<ProvenEntry> entries)
    {
        foreach (var entry in entries) stage.Receipts.Add(entry);
        Say($"kvitto: post {string.Join(", ", entries.Select(e => e.Index))} i loggen");
    }

    /// <summary>The step as lines for people.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{number}. {title}";
        foreach (var line in _lines) yield return $"   {line}";
        yield return IsAsExpected ? "   ok" : $"   {_failures.Count} inte som väntat";
    }

    /// <summary>The step as one JSON object.</summary>
    public JsonObject ToJson() => new()
    {
        ["step"] = number,
        ["title"] = title,
        ["asExpected"] = IsAsExpected,
        ["lines"] = new JsonArray([.. _lines.Select(l => JsonValue.Create(l))]),
    };

    private static string Word(SectionDecision decision) => decision.Outcome switch
    {
        Outcome.Permit => decision.Duty ? "lämnas, skyldighet" : "lämnas",
        Outcome.AwaitingAssessment => "väntar på bedömning",
        _ => "lämnas inte",
    };
}
