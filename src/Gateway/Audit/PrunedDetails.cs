using System.Globalization;
using System.Text;
using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>
/// From where on a party's details of a kind of entries are there: earlier ones it has erased by its retention rules, but for those that are held.
/// A copy of a log carries it as a file beside the tree. Nothing proves it: it tells who reads the log why a detail is missing.
/// </summary>
/// <param name="Party">Whose details.</param>
/// <param name="Kind">Of which kind of entries.</param>
/// <param name="FirstKept">The first entry that no rule has touched.</param>
/// <param name="Before">Entries from this instant on are not touched.</param>
/// <param name="Erased">
/// How many were erased. Not in the file: beside the tree, which shows how many there were, it would tell how many are held.
/// </param>
public sealed record PrunedDetails(PartyId Party, EntryKind Kind, long FirstKept, DateTimeOffset Before, long Erased = 0)
{
    /// <summary>Where a copy of the log keeps them; absent where no erasure by a rule was approved.</summary>
    public const string Path = "details";

    /// <summary>The longest file that is read.</summary>
    public const int MaxLength = 1 << 20;

    private const string Magic = "gateway log details v1";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The file: a line for each party and kind.</summary>
    public static string Write(IEnumerable<PrunedDetails> all) => $"{Magic}\n{string.Concat(all.Select(p => $"{p.Line}\n"))}";

    /// <summary>Those of a log, wherever it lies; none where it has no such file.</summary>
    /// <exception cref="InvalidDataException">The file is not one.</exception>
    public static async ValueTask<IReadOnlyList<PrunedDetails>> ReadAsync(ITileSource source, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (await source.ReadAsync(Path, ct) is not { } file) return [];
        return file.Length <= MaxLength && Encoding.UTF8.GetString(file.Span).Split('\n') is [Magic, .. var lines, ""]
            ? [.. lines.Select(Parse)]
            : throw Unreadable();
    }

    private string Line => string.Create(
        CultureInfo.InvariantCulture, $"{Party} {Kind.Word()} {FirstKept} {Before.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}");

    private static PrunedDetails Parse(string line)
    {
        if (line.Split(' ') is not [var party, var kind, var first, var before] || !PartyId.IsValid(party)
            || !EntryKinds.TryParse(kind, out var known) || known == EntryKind.Erasure // by whose details a pruned log explains itself
            || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || !DateTimeOffset.TryParseExact(before, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            throw Unreadable();
        var read = new PrunedDetails(new PartyId(party), known, index, at);
        return read.Line == line ? read : throw Unreadable(); // one spelling
    }

    private static InvalidDataException Unreadable() => new($"`{Path}`, which says what was erased of the log, is damaged");
}
