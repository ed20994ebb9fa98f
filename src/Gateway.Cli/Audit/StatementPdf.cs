using System.Text.Json.Nodes;
using SkiaSharp;

namespace Gateway.Cli.Audit;

/// <summary>Sets a statement of a release on pages: a line for each of its members, in the order that a reader asks for them.</summary>
internal sealed class StatementPdf : IDisposable
{
    // A4 in points.
    private const float Width = 595;
    private const float Height = 842;
    private const float Margin = 56;
    private const float Indent = 14;

    private static readonly string[] Order =
    [
        "utlämnande myndighet", "mottagande myndighet", "utlämnat", "ändamål", "diarienummer", "ärende hos mottagaren", "handläggare",
        "utlämnade uppgifter", "slag", "med stöd av", "katalogens version", "upprättat", "bevis",
    ];

    private readonly SKDocument _document;
    private readonly SKTypeface _typeface;
    private readonly SKPaint _ink = new();
    private SKCanvas? _page;
    private float _y;

    private StatementPdf(string title, string font, Stream stream)
    {
        _typeface = SKTypeface.FromFile(font) ?? throw new IOException($"`{font}` is no font");
        _document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = title, RasterDpi = 72, EncodingQuality = 100 });
    }

    /// <summary>Writes a statement; the font's file is embedded.</summary>
    public static void Write(JsonObject statement, string font, Stream stream)
    {
        var title = $"{statement["dokument"]}";
        using var pdf = new StatementPdf(title, font, stream);
        pdf.Line(title, 16, 0);
        pdf.Members(statement, 0, 10);
        pdf._document.EndPage();
        pdf._document.Close();
    }

    public void Dispose()
    {
        _ink.Dispose();
        _document.Dispose();
        _typeface.Dispose();
    }

    private void Members(JsonObject members, float left, float size)
    {
        foreach (var (name, value) in members.Where(m => m.Key != "dokument")
            .OrderBy(m => Array.IndexOf(Order, m.Key) is >= 0 and var at ? at : Order.Length))
        {
            // A proof is for machines: small, and to the letter.
            var of = name == "bevis" ? 7 : size;
            var heading = char.ToUpperInvariant(name[0]) + name[1..];
            switch (value)
            {
                case JsonArray { Count: > 0 } list when list[0] is JsonObject:
                    Line($"{heading}:", of, left);
                    foreach (var item in list.OfType<JsonObject>()) Members(item, left + Indent, of);
                    break;
                case JsonArray list:
                    Line($"{heading}: {string.Join("; ", list)}", of, left);
                    break;
                case JsonObject nested:
                    Line($"{heading}:", size, left);
                    Members(nested, left + Indent, of);
                    break;
                default:
                    foreach (var line in $"{heading}: {value}".Split('\n')) Line(line, of, left);
                    break;
            }
        }
    }

    /// <summary>Sets a line, broken where it is too long: at a blank, or anywhere where there is none.</summary>
    private void Line(string text, float size, float left)
    {
        using var font = new SKFont(_typeface, size);
        do
        {
            if (_page is null || _y + size * 1.5f > Height - Margin) NewPage();
            var fits = text.Length;
            while (fits > 1 && font.MeasureText(text[..fits]) > Width - 2 * Margin - left)
                fits = text.LastIndexOf(' ', fits - 1) is > 0 and var blank ? blank : fits - 1;
            _page!.DrawText(text[..fits], Margin + left, _y += size * 1.5f, font, _ink); // NewPage has made it
            text = text[fits..].TrimStart(' ');
        }
        while (text.Length > 0);
    }

    private void NewPage()
    {
        if (_page is not null) _document.EndPage();
        (_page, _y) = (_document.BeginPage(Width, Height), Margin);
    }
}
