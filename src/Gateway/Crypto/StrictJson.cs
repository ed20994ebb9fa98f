using System.Text.Json;

namespace Gateway.Crypto;

/// <summary>
/// One JSON object with exactly the named members: a missing, duplicate (RFC 7515 §4) or unknown one, a comment or
/// trailing data is refused, and no refusal quotes content.
/// </summary>
internal readonly record struct StrictJson(JsonElement Element, string What)
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static StrictJson Parse(ReadOnlySpan<byte> utf8, string what, params ReadOnlySpan<string> members) =>
        ParseAny(utf8, what).Only(members);

    /// <summary>One whose members depend on each other: the caller says which, with <see cref="Only"/>.</summary>
    public static StrictJson ParseAny(ReadOnlySpan<byte> utf8, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), Options);
            return new StrictJson(document.RootElement.Clone(), what);
        }
        catch (JsonException)
        {
#pragma warning disable MA0054 // the inner message may quote content
            throw new EnvelopeException($"`{what}` is not one JSON object without duplicates");
#pragma warning restore MA0054
        }
    }

    public StrictJson Object(string name, params ReadOnlySpan<string> members) =>
        new StrictJson(Member(name, JsonValueKind.Object), name).Only(members);

    public IEnumerable<StrictJson> Objects(string name) =>
        Member(name, JsonValueKind.Array).EnumerateArray().Select(item => new StrictJson(item, name));

    public string Text(string name)
    {
        try
        {
            return Member(name, JsonValueKind.String).GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
#pragma warning disable MA0054 // the inner message may quote content
            throw new EnvelopeException($"`{What}.{name}` is not Unicode text");
#pragma warning restore MA0054
        }
    }

    public bool Has(string name) => Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out _);

    public bool Flag(string name) => Element.GetProperty(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new EnvelopeException($"`{What}.{name}` is not true or false"),
    };

    public int Number(string name) =>
        Member(name, JsonValueKind.Number).TryGetInt32(out var number)
            ? number
            : throw new EnvelopeException($"`{What}.{name}` is not a whole number of 32 bits");

    public StrictJson Only(params ReadOnlySpan<string> members)
    {
        if (Element.ValueKind != JsonValueKind.Object) throw new EnvelopeException($"`{What}` is not an object");
        var found = 0;
        foreach (var member in Element.EnumerateObject())
        {
            // An unknown name may be content: it is counted, not quoted.
            if (!IsKnown(member, members)) throw new EnvelopeException($"`{What}` has a member outside the profile");
            found++;
        }
        return found == members.Length ? this : throw new EnvelopeException($"`{What}` lacks a member of the profile");
    }

    private static bool IsKnown(JsonProperty member, ReadOnlySpan<string> members)
    {
        foreach (var known in members)
            if (member.NameEquals(known)) return true;
        return false;
    }

    private JsonElement Member(string name, JsonValueKind kind)
    {
        var value = Element.GetProperty(name);
        return value.ValueKind == kind
            ? value
            : throw new EnvelopeException($"`{What}.{name}` is not a JSON {kind.ToString().ToLowerInvariant()}");
    }
}
