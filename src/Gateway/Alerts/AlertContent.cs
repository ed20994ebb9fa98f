using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
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

    /// <summary>The content of a stored alert.</summary>
    /// <exception cref="RefusedException">Its sender has erased it.</exception>
    public static AlertContent Open(StoredAlert stored, LogKey senderKey) => stored.SealedContent.IsEmpty
        ? throw new RefusedException(Refusal.WrongState, "the alert is no longer kept")
        : Read(SealedJson.Open(senderKey.Keys, stored.SealedContent.Span, $"alert:{stored.Id}"));

    private static AlertContent Read(JsonObject tree)
    {
        using var document = JsonDocument.Parse(tree["context"]!.ToJsonString());
        var (context, issues) = ContextReader.Read(document.RootElement);
        if (context is null) throw new InvalidOperationException($"a stored alert cannot be read: {issues.Count} problems");
        var persons = tree["persons"]!.AsArray().Select(p => (ReadOnlyMemory<byte>)Convert.FromBase64String(p!.GetValue<string>()));
        return new AlertContent(context, [.. persons], tree["registrationNumber"]!.GetValue<string>());
    }
}
