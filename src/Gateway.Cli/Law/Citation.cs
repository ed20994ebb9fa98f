using System.Text.RegularExpressions;

namespace Gateway.Cli.Law;

/// <summary>A catalogue's citation of Swedish statute, taken apart.</summary>
/// <param name="Sfs">Number in Svensk författningssamling, such as <c>2009:400</c>.</param>
/// <param name="Chapter">Chapter; null where the act has none.</param>
/// <param name="Sections">Sections, such as <c>15 a</c>; empty where the whole chapter is cited.</param>
internal sealed partial record Citation(string Sfs, string? Chapter, IReadOnlyList<string> Sections)
{
    /// <summary>
    /// Reads <c>10 kap. 15 a § …(2009:400)</c>, <c>2 kap. 4 och 22 §§ …</c>, <c>6 kap. 12–14 §§ …</c> and <c>2 kap. …</c>; null
    /// where it cites no act by number, as a directive or regulation of the Union.
    /// </summary>
    public static Citation? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match) return null;
        var chapter = match.Groups["chapter"];
        List<string> sections = [];
        foreach (var part in match.Groups["sections"].Value.Split([" och ", ", "], StringSplitOptions.RemoveEmptyEntries))
            sections.AddRange(Range(part));
        return chapter.Success || sections.Count > 0
            ? new Citation(match.Groups["sfs"].Value, chapter.Success ? chapter.Value : null, sections)
            : null;
    }

    /// <summary>As a jurist writes it, without the act's name.</summary>
    public override string ToString()
    {
        var sections = Sections.Count == 0 ? "" : $" {string.Join(", ", Sections)} §{(Sections.Count > 1 ? "§" : "")}";
        return $"{(Chapter is null ? "" : $"{Chapter} kap.")}{sections} ({Sfs})".TrimStart();
    }

    private static IEnumerable<string> Range(string part)
    {
        if (part.Split('–') is not [var first, var last]) return [part];
        return int.TryParse(first, out var from) && int.TryParse(last, out var to) && from <= to
            ? Enumerable.Range(from, to - from + 1).Select(n => $"{n}")
            : [first, last];
    }

    [GeneratedRegex(
        @"^(?:(?<chapter>\d+(?: [a-z])?) kap\. ?)?(?:(?<sections>\d[\d a-z,–]*?) §§? )?.*\((?<sfs>\d{4}:\d+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
