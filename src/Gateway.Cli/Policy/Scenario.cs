using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Cli.Policy;

/// <summary>One case of a scenario file: a context, and what each section has to come to.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Context">The context.</param>
/// <param name="Expected">Per section id: <c>outcome</c>, and optionally <c>provision</c>, <c>isDuty</c>, <c>needs</c>,
/// <c>obligations</c>, <c>grounds</c>, <c>alternative</c>, <c>alternativeReceiver</c>, <c>uncertain</c>, and person by person
/// <c>protections</c>.</param>
internal sealed record ScenarioCase(string Title, DisclosureContext Context, JsonObject Expected);

/// <summary>
/// A scenario file: <c>{scenario, title, context, expect, nearMisses: [{title, change, expect}]}</c>, where <c>change</c> is a
/// JSON merge patch (RFC 7396) over the context.
/// </summary>
internal static class Scenario
{
    /// <summary>The cases of a file, first the scenario itself, then its near misses.</summary>
    /// <exception cref="FormatException">The file is not a scenario; the message says where and why.</exception>
    public static IReadOnlyList<ScenarioCase> Read(string path)
    {
        try
        {
            var file = JsonNode.Parse(File.ReadAllText(path))?.AsObject() ?? throw new FormatException("an object is expected");
            var context = file["context"]?.AsObject() ?? throw new FormatException("`context` is missing");
            var title = $"{file["scenario"]} {file["title"]}";
            List<ScenarioCase> cases = [Case(title, context, file["expect"])];
            foreach (var miss in file["nearMisses"]?.AsArray() ?? [])
            {
                var changed = MergePatch(context.DeepClone(), miss?["change"]);
                cases.Add(Case($"{title}; near miss: {miss?["title"]}", changed, miss?["expect"]));
            }
            return cases;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"{Path.GetFileName(path)}: {e.Message}", e);
        }
    }

    /// <summary>What differs from what was expected, section by section; empty when the case holds.</summary>
    public static IReadOnlyList<string> Differences(ScenarioCase scenario, Catalogue catalogue)
    {
        var decided = PolicyDecisionPoint.Decide(scenario.Context, catalogue).Sections.ToDictionary(s => s.Section);
        List<string> differences = [];
        foreach (var (id, expected) in scenario.Expected)
        {
            if (!decided.Remove(id, out var section)) differences.Add($"{id}: expected, not decided");
            else differences.AddRange(Compare(id, section, expected!.AsObject()));
        }
        differences.AddRange(decided.Values.Select(s => $"{s.Section}: {DecisionWriter.Word(s.Outcome)}, not expected"));
        return differences;
    }

    private static IEnumerable<string> Compare(string id, SectionDecision section, JsonObject expected)
    {
        var actual = DecisionText.ToJson(section);
        foreach (var (name, value) in expected)
        {
            if (!actual.ContainsKey(name)) yield return $"{id}: `{name}` is nothing a decision tells";
            else if (!JsonNode.DeepEquals(value, actual[name]))
                yield return $"{id}: {name} {actual[name]?.ToJsonString() ?? "none"}, expected {value?.ToJsonString() ?? "none"}";
        }
    }

    private static ScenarioCase Case(string title, JsonNode context, JsonNode? expected)
    {
        using var document = JsonDocument.Parse(context.ToJsonString());
        var (read, issues) = ContextReader.Read(document.RootElement);
        if (read is null) throw new FormatException($"{title}: {string.Join("; ", issues)}");
        return new ScenarioCase(title, read, expected?.AsObject() ?? throw new FormatException($"{title}: `expect` is missing"));
    }

    /// <summary>RFC 7396 §2.</summary>
    private static JsonNode MergePatch(JsonNode target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone() ?? new JsonObject();
        var merged = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null) merged.Remove(name);
            else if (value is JsonObject && merged[name] is { } before) merged[name] = MergePatch(before.DeepClone(), value);
            else merged[name] = value.DeepClone();
        }
        return merged;
    }
}
