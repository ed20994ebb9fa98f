using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Cli.Law;

/// <summary>
/// Reads statutes from JSON lines, one wording of one section each:
/// <c>{sfs, law, chapter?, section, text, validFrom?, validUntil?, lastAmendedBy?, repealed?}</c>; other members are left aside.
/// </summary>
internal static partial class StatuteReader
{
    /// <summary>The statutes of a file, or every line that cannot be one.</summary>
    public static (IReadOnlyList<Statute> Statutes, IReadOnlyList<string> Problems) Read(string path, string source, DateOnly today)
    {
        List<(string Sfs, string Law, StatuteSection Section)> lines = [];
        List<string> problems = [];
        foreach (var (text, number) in File.ReadLines(path).Select((line, i) => (line, i + 1)).Where(l => l.line.Length > 0))
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                lines.Add(ReadLine(json.RootElement));
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
            {
                problems.Add($"{Path.GetFileName(path)}:{number}: {(e is FormatException ? e.Message : "not a section of a statute")}");
            }
        }
        if (lines.Count == 0 && problems.Count == 0) problems.Add($"{Path.GetFileName(path)}: holds no section");
        var statutes = lines.GroupBy(l => l.Sfs).Select(act => new Statute
        {
            Sfs = act.Key, Law = act.First().Law, Source = source, Imported = today, Sections = [.. act.Select(l => l.Section)],
        });
        return (problems.Count == 0 ? [.. statutes] : [], problems);
    }

    private static (string Sfs, string Law, StatuteSection Section) ReadLine(JsonElement line)
    {
        var sfs = Text(line, "sfs");
        // The number becomes a file's name: nothing but a number may.
        if (!Number().IsMatch(sfs)) throw new FormatException($"`{sfs}` is no number of an act, such as 2009:400");
        return (sfs, Text(line, "law"), new StatuteSection
        {
            Chapter = Optional(line, "chapter"),
            Section = Text(line, "section"),
            Text = Text(line, "text"),
            ValidFrom = Day(line, "validFrom"),
            ValidUntil = Day(line, "validUntil"),
            LastAmendedBy = Optional(line, "lastAmendedBy"),
            Repealed = line.TryGetProperty("repealed", out var repealed) && repealed.GetBoolean(),
        });
    }

    private static string Text(JsonElement line, string name) =>
        Optional(line, name) is { Length: > 0 } text ? text : throw new FormatException($"`{name}` is missing");

    private static string? Optional(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString()?.Trim() : null;

    private static DateOnly? Day(JsonElement line, string name) => Optional(line, name) is { } text
        ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(@"^\d{4}:\d{1,5}\z", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
