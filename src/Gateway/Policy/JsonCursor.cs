using System.Globalization;
using System.Text.Json;

namespace Gateway.Policy;

/// <summary>
/// A place in a JSON document that knows its path. Reading what is not there, or is of another kind, notes an issue and goes on,
/// so that every problem of a file is told at once.
/// </summary>
internal sealed record JsonCursor(JsonElement Element, string Path, List<CatalogueIssue> Issues)
{
    public void Note(string message) => Issues.Add(new CatalogueIssue(Path, message));

    /// <summary>Notes every member that is not among the names.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        if (!IsObject()) return;
        foreach (var member in Element.EnumerateObject())
            if (!names.Contains(member.Name))
                Issues.Add(new CatalogueIssue($"{Path}.{member.Name}", $"unknown member `{member.Name}`; known: {string.Join(", ", names!)}"));
    }

    public JsonCursor? Optional(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null
            ? this with { Element = value, Path = $"{Path}.{name}" }
            : null;

    public JsonCursor? Required(string name)
    {
        var found = Optional(name);
        if (found is null && IsObject()) Note($"`{name}` is missing");
        return found;
    }

    public string Text(string name, string otherwise = "") => Required(name)?.AsText() ?? otherwise;

    public string? OptionalText(string name) => Optional(name)?.AsText();

    public BilingualText Bilingual(string name)
    {
        if (Required(name) is not { } at) return new BilingualText("", "");
        at.Allow("sv", "en");
        return new BilingualText(at.Text("sv"), at.Text("en"));
    }

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(i => i.AsText())];

    public IEnumerable<JsonCursor> Items(string name)
    {
        if (Optional(name) is not { } list) yield break;
        if (list.Element.ValueKind != JsonValueKind.Array)
        {
            list.Note("a list is expected");
            yield break;
        }
        var index = 0;
        foreach (var item in list.Element.EnumerateArray())
            yield return list with { Element = item, Path = $"{list.Path}[{index++}]" };
    }

    public string AsText()
    {
        if (Element.ValueKind == JsonValueKind.String && Element.GetString() is { Length: > 0 } text) return text;
        Note("a text that is not empty is expected");
        return "";
    }

    public int AsNumber(int lowest, int highest)
    {
        if (Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) && number >= lowest && number <= highest)
            return number;
        Note($"a whole number from {lowest} to {highest} is expected");
        return lowest;
    }

    public bool Flag(string name)
    {
        if (Optional(name) is not { } at) return false;
        if (at.Element.ValueKind is JsonValueKind.True or JsonValueKind.False) return at.Element.GetBoolean();
        at.Note("true or false is expected");
        return false;
    }

    public DateOnly? Date(string name)
    {
        if (Optional(name) is not { } at) return null;
        if (at.Element.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(
                at.Element.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        at.Note("a date as YYYY-MM-DD is expected");
        return null;
    }

    /// <summary>A word of a closed list; notes the known words where it is another.</summary>
    public T Word<T>(string name, IReadOnlyDictionary<string, T> known) where T : struct
    {
        if (Required(name) is not { } at) return default;
        return at.AsWord(known);
    }

    public T AsWord<T>(IReadOnlyDictionary<string, T> known) where T : struct
    {
        var word = AsText();
        if (known.TryGetValue(word, out var value)) return value;
        if (word.Length > 0) Note($"unknown word `{word}`; known: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}");
        return default;
    }

    public bool IsObject()
    {
        if (Element.ValueKind == JsonValueKind.Object) return true;
        Note("an object is expected");
        return false;
    }
}
