using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Cli.Policy;

/// <summary>
/// The JSON Schema (draft 2020-12) of scenario files, made from a catalogue's vocabulary, so that a jurist's editor completes
/// words and marks what is none. A near miss may name what the catalogue lacks: that it refuses is what such a miss shows.
/// </summary>
internal static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text, ending with a line break.</summary>
    public static string Write(Catalogue law)
    {
        var words = law.Vocabulary;
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A scenario of the law and its near misses",
            ["$defs"] = new JsonObject
            {
                ["party"] = Enum(PartyKinds.AllWords),
                ["purpose"] = Enum(words.Purposes.Keys),
                ["category"] = Enum(words.Categories.Keys),
                ["role"] = Enum(words.Roles.Keys),
                ["mark"] = Enum(words.Marks.Keys),
                ["obligation"] = Enum(words.Obligations.Keys),
                ["fact"] = Enum(words.Facts.Keys.Concat(words.Questions.Keys)),
                ["need"] = Enum(words.Needs.Keys.Concat(words.Facts.Keys).Concat(words.Questions.Keys)),
                ["offence"] = Enum(words.Offences.Keys),
                ["provision"] = Enum(law.Provisions.Select(p => p.Id)),
                ["secrecy"] = Enum(law.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy).Select(p => p.Id)),
                ["day"] = new JsonObject { ["type"] = "string", ["pattern"] = "^\\d{4}-\\d{2}-\\d{2}$" },
                ["context"] = Context(isWhole: true),
                ["change"] = Context(isWhole: false),
                ["expect"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Expected() },
            },
        };
        var members = Members(
            ("$schema", Type("string")), ("scenario", Type("integer")), ("title", Type("string")), ("context", Ref("context")),
            ("expect", Ref("expect")), ("nearMisses", List(Members(
                ("title", Type("string")), ("change", Ref("change")), ("expect", Ref("expect"))).Requiring("title", "change", "expect"))));
        foreach (var (name, value) in members.Requiring("scenario", "title", "context", "expect", "nearMisses"))
            schema[name] = value?.DeepClone();
        return schema.ToJsonString(Layout) + "\n";
    }

    /// <summary>A context in whole, or as a merge patch changes one: then nothing is required and null takes a member away.</summary>
    private static JsonObject Context(bool isWhole)
    {
        var context = Members(
            ("day", Ref("day")), ("trigger", Enum(ContextWords.Triggers)), ("purpose", Ref("purpose")), ("holder", Ref("party")),
            ("receiver", Ref("party")), ("sharesPrincipal", Type("boolean")), ("officer", Officer(isWhole)),
            ("claims", List(Known("provision", isWhole))),
            ("persons", List(Person())), ("sections", List(Section(isWhole))), ("offence", Offence(isWhole)), ("facts", List(Fact())),
            ("approvers", List(Type("string"))), ("emergency", Type("boolean")));
        return isWhole ? context.Requiring("day", "trigger", "purpose", "holder", "receiver", "officer", "sections") : context;
    }

    private static JsonObject Officer(bool isWhole)
    {
        var officer = Members(
            ("id", Type("string")), ("roles", List(Ref("role"))), ("trainingValidUntil", Ref("day")),
            ("assurance", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 4 }),
            ("case", Nullable(Members(("isOpen", Type("boolean")), ("isAssigned", Type("boolean")), ("concernsSubject", Type("boolean")),
                ("purpose", Ref("purpose"))))),
            ("isAddressee", Type("boolean")), ("hasConflictOfInterest", Type("boolean")), ("isSubject", Type("boolean")));
        return isWhole ? officer.Requiring("id") : officer;
    }

    private static JsonObject Person() => Members(
        ("role", Enum(ContextWords.PersonRoles)), ("isIdentified", Type("boolean")), ("born", Ref("day")),
        ("hasProtectedIdentity", Type("boolean")), ("conflictsWithOfficer", Type("boolean"))).Requiring("role");

    private static JsonObject Section(bool isWhole) => Members(
        ("id", Type("string")), ("category", Ref("category")),
        ("persons", List(new JsonObject { ["type"] = "integer", ["minimum"] = 0 })),
        ("declaredProtections", List(Known("secrecy", isWhole))), ("marks", List(Known("mark", isWhole))),
        ("isHeld", Type("boolean")), ("mayBeFulfilled", Type("boolean"))).Requiring("id", "category");

    /// <summary>An offence that the table lacks may be named: it is unknown, which is a case of its own.</summary>
    private static JsonObject Offence(bool isWhole)
    {
        var offence = Members(("code", Known("offence", isClosed: false)), ("inchoate", Type("boolean")));
        return isWhole ? offence.Requiring("code") : Nullable(offence);
    }

    private static JsonObject Fact() => Members(
        ("name", Ref("fact")), ("value", Type("boolean")), ("source", Enum(ContextWords.FactSources)), ("officer", Type("string")),
        ("officerRoles", List(Ref("role"))), ("section", Type("string")), ("provision", Ref("provision"))).Requiring("name", "value", "source");

    private static JsonObject Expected() => Members(
        ("outcome", Outcomes()), ("provision", OrEmpty("provision")), ("isDuty", Type("boolean")), ("needs", List(Ref("need"))),
        ("obligations", List(Ref("obligation"))), ("grounds", List(Ref("provision"))), ("uncertain", List(Ref("provision"))),
        ("alternative", Nullable(Ref("provision"))), ("alternativeReceiver", OrEmpty("party")),
        ("protections", List(Members(("person", Type("integer")), ("secrecy", Ref("secrecy")), ("outcome", Outcomes()),
            ("liftedBy", OrEmpty("provision")))))).Requiring("outcome");

    private static JsonObject Outcomes() => Enum([.. new[] { Outcome.Deny, Outcome.AwaitingAssessment, Outcome.Permit }.Select(DecisionWriter.Word)]);

    private static JsonObject Members(params ReadOnlySpan<(string Name, JsonObject Schema)> members)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in members) properties[name] = schema;
        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Requiring(this JsonObject schema, params string[] names)
    {
        schema["required"] = new JsonArray([.. names.Select(n => JsonValue.Create(n))]);
        return schema;
    }

    private static JsonObject Enum(IEnumerable<string> words) =>
        new() { ["enum"] = new JsonArray([.. words.Distinct().Order(StringComparer.Ordinal).Select(w => JsonValue.Create(w))]) };

    private static JsonObject Type(string name) => new() { ["type"] = name };

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject AnyOf(params JsonNode[] schemas) => new() { ["anyOf"] = new JsonArray(schemas) };

    private static JsonObject Nullable(JsonObject schema) => AnyOf(schema, Type("null"));

    private static JsonObject OrEmpty(string name) => AnyOf(Ref(name), new JsonObject { ["const"] = "" });

    /// <summary>A word of the catalogue, completed by an editor; where the list is open, any other text as well.</summary>
    private static JsonObject Known(string name, bool isClosed) => isClosed ? Ref(name) : AnyOf(Ref(name), Type("string"));
}
