using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Cli.Tests.Policy;

/// <summary>
/// The keywords of JSON Schema (draft 2020-12) that <c>gateway policy schema</c> writes, and no others: a keyword this does not
/// know fails the check, so that nothing in the schema goes untested.
/// </summary>
internal sealed class SchemaCheck(JsonObject root)
{
    /// <summary>Where and why a value does not fit; empty when it does.</summary>
    public IReadOnlyList<string> Problems(JsonNode? value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path) =>
        schema.SelectMany(keyword => keyword.Key switch
        {
            "$schema" or "$defs" or "title" or "properties" => [],
            "$ref" => Check(Resolve(Text(keyword.Value)), value, path),
            "type" => When(!IsOf(Text(keyword.Value), value), path, $"is no {keyword.Value}"),
            "enum" => When(!keyword.Value!.AsArray().Any(word => JsonNode.DeepEquals(word, value)), path, $"`{value}` is no word here"),
            "const" => When(!JsonNode.DeepEquals(keyword.Value, value), path, "is another value"),
            "pattern" => When(value is JsonValue && !Regex.IsMatch(value.ToString(), Text(keyword.Value)), path, "does not fit"),
            "minimum" => When(value is JsonValue && (int)value < (int)keyword.Value!, path, "is too small"),
            "maximum" => When(value is JsonValue && (int)value > (int)keyword.Value!, path, "is too large"),
            "required" => keyword.Value!.AsArray().Select(Text)
                .Where(name => value is JsonObject members && !members.ContainsKey(name)).Select(name => $"{path}: `{name}` is missing"),
            "items" => (value as JsonArray ?? []).SelectMany((item, i) => Check(keyword.Value!.AsObject(), item, $"{path}[{i}]")),
            "anyOf" => When(keyword.Value!.AsArray().All(s => Check(s!.AsObject(), value, path).Any()), path, $"`{value}` fits nothing"),
            "additionalProperties" => Members(schema, keyword.Value!, value as JsonObject ?? [], path),
            _ => [$"the keyword `{keyword.Key}` is not known to this check"],
        });

    private IEnumerable<string> Members(JsonObject schema, JsonNode others, JsonObject members, string path) =>
        members.SelectMany(member => schema["properties"]?[member.Key] is JsonObject known
            ? Check(known, member.Value, $"{path}.{member.Key}")
            : others is JsonObject any ? Check(any, member.Value, $"{path}.{member.Key}") : [$"{path}.{member.Key} is not known"]);

    private JsonObject Resolve(string reference) => root["$defs"]![reference["#/$defs/".Length..]]!.AsObject();

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "integer" => value is JsonValue number && number.TryGetValue<int>(out _),
        "boolean" => value is JsonValue flag && flag.TryGetValue<bool>(out _),
        _ => value is JsonValue text && text.TryGetValue<string>(out _),
    };

    private static IEnumerable<string> When(bool isWrong, string path, string message) => isWrong ? [$"{path} {message}"] : [];

    private static string Text(JsonNode? node) => (string?)node ?? "";
}
