using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>
/// A logged decision made again from what its entry holds: the facts as they were, and the catalogue that decided. The engine is pure, so
/// anything but the same bytes means that the entry, the catalogue or the engine is not what it was.
/// </summary>
public static class DecisionReplay
{
    /// <summary>Makes the decision of a holder's view again.</summary>
    /// <param name="view">The holder's view of an entry: the detail of an access, or of a receipt.</param>
    /// <param name="catalogue">The catalogue that the view names.</param>
    /// <returns>A line per section that comes out differently; none where every byte is the same.</returns>
    /// <exception cref="FormatException">It is no view of a decision, or of one under another catalogue.</exception>
    public static IReadOnlyList<string> Differences(ReadOnlyMemory<byte> view, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var (context, logged, version) = Read(view);
        if (version != catalogue.Version)
            throw new FormatException($"decided under catalogue {version}, and this is {catalogue.Version}");
        var again = Obligations.Check(PolicyDecisionPoint.Decide(context, catalogue)).Sections.Select(s => (JsonNode)DecisionWriter.WriteInFull(s))
            .ToList();
        if (logged.Count != again.Count) return [$"{logged.Count} sections are logged, and {again.Count} come out"];
        return [.. logged.Zip(again).Where(p => !IsSame(p.First, p.Second)).Select(p => Difference(p.First, p.Second))];
    }

    private static (DisclosureContext Context, IReadOnlyList<JsonNode> Logged, string Version) Read(ReadOnlyMemory<byte> view)
    {
        try
        {
            using var document = JsonDocument.Parse(view);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("context", out var stored))
                throw new FormatException("the view holds no context: its entry decided nothing, or was refused on what was supplied");
            var (context, issues) = ContextReader.Read(stored);
            if (context is null) throw new FormatException(string.Join("; ", issues));
            var tree = JsonNode.Parse(view.Span)!.AsObject();
            var logged = (tree["decision"] as JsonArray)?.OfType<JsonNode>().ToList() ?? throw new FormatException("the view holds no decision");
            return (context, logged, tree["catalogue"]?.GetValue<string>() ?? throw new FormatException("the view names no catalogue"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("the view is not one that the gateway logs", e);
        }
    }

    private static bool IsSame(JsonNode logged, JsonNode again) => Bytes(logged).SequenceEqual(Bytes(again));

    private static ReadOnlySpan<byte> Bytes(JsonNode section) => new EntryView(new JsonObject { ["section"] = section.DeepClone() }).Json.Span;

    private static string Difference(JsonNode logged, JsonNode again)
    {
        var members = again.AsObject().Select(m => m.Key).Union((logged as JsonObject)?.Select(m => m.Key) ?? []);
        var differing = members.Where(m => !JsonNode.DeepEquals((logged as JsonObject)?[m], again[m]));
        return string.Join("; ", differing.Select(m =>
            $"{again["section"]}: {m}: logged {(logged as JsonObject)?[m]?.ToJsonString() ?? "nothing"}, comes out {again[m]?.ToJsonString() ?? "nothing"}"));
    }
}
