using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Alerts;

/// <summary>What an alert was decided on, kept sealed so that its opening can be decided on the same.</summary>
internal sealed record AlertContent(DisclosureContext Context, IReadOnlyList<ReadOnlyMemory<byte>> Persons, string RegistrationNumber)
{
    public JsonObject Write() => new()
    {
        ["context"] = ContextWriter.Write(Context),
        ["persons"] = new JsonArray([.. Persons.Select(p => JsonValue.Create(Convert.ToBase64String(p.Span)))]),
        ["registrationNumber"] = RegistrationNumber,
    };

    public static AlertContent Read(JsonObject tree)
    {
        using var document = JsonDocument.Parse(tree["context"]!.ToJsonString());
        var (context, issues) = ContextReader.Read(document.RootElement);
        if (context is null) throw new InvalidOperationException($"a stored alert cannot be read: {issues.Count} problems");
        var persons = tree["persons"]!.AsArray().Select(p => (ReadOnlyMemory<byte>)Convert.FromBase64String(p!.GetValue<string>()));
        return new AlertContent(context, [.. persons], tree["registrationNumber"]!.GetValue<string>());
    }
}
