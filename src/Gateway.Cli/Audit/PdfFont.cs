namespace Gateway.Cli.Audit;

/// <summary>
/// The font that our PDFs embed, read from its file: none is shipped. DejaVu's licence (that of Bitstream Vera) lets a document embed it.
/// </summary>
internal static class PdfFont
{
    private const string Debian = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

    /// <summary>Where the font is: as given, else where Debian has it.</summary>
    public static string FileOf(FileInfo? font) => font?.FullName ?? Debian;

    /// <summary>What is wrong with a font's file; null where nothing is.</summary>
    public static string? ProblemWith(FileInfo? font) => File.Exists(FileOf(font))
        ? null
        : $"there is no font `{FileOf(font)}`: install Debian's `fonts-dejavu-core`, or name a TrueType file with --font";
}
