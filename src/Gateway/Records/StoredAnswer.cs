using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>
/// The first answer to a call with an idempotency key: decisions as they were told, and the ids of their entries. It holds no
/// release: whoever lost one asks again, and that is a decision of its own.
/// </summary>
public sealed record StoredAnswer(IReadOnlyList<SectionDecision> Told, IReadOnlyList<string> Entries)
{
    /// <summary>As it is sealed beside the request.</summary>
    public JsonObject Write() => new()
    {
        ["told"] = new JsonArray([.. Told.Select(DecisionWriter.Write)]),
        ["entries"] = new JsonArray([.. Entries.Select(e => JsonValue.Create(e))]),
    };

    /// <summary>Reads it back.</summary>
    public static StoredAnswer Read(JsonObject tree) => new(
        [.. tree["told"]!.AsArray().Select(t => DecisionReader.Read(t!))],
        [.. tree["entries"]!.AsArray().Select(e => e!.GetValue<string>())]);
}
