using System.Globalization;
using System.Text;

namespace Gateway.Audit;

/// <summary>
/// A log's key handed over to the next: a signed note (C2SP signed-note) that names both keys and the tree's size at which it happened. The
/// earlier key says so, and signs no larger tree; the later one vouches for what the earlier signed until then.
/// </summary>
public sealed record KeySuccession
{
    // No checkpoint: its second line is never a number.
    private const string Magic = "gateway log key succession v1";

    private const string Folder = "succession/";
    private const int Most = 1000;

    private readonly SignedNote _note;

    private KeySuccession(SignedNote note, NoteVerifier from, NoteVerifier to, long size) => (_note, From, To, Size) = (note, from, to, size);

    /// <summary>The key that counted before.</summary>
    public NoteVerifier From { get; }

    /// <summary>The key that counts from here on.</summary>
    public NoteVerifier To { get; }

    /// <summary>Number of entries, the one about this included, of the one tree that both keys sign.</summary>
    public long Size { get; }

    /// <summary>The whole signed note.</summary>
    public string Note => _note.ToString();

    /// <summary>Reads a succession in its one spelling, signed by both keys.</summary>
    /// <exception cref="FormatException">It is not one, or one of the keys did not sign it.</exception>
    public static KeySuccession Parse(string note)
    {
        var signed = SignedNote.Parse(note);
        var lines = signed.Text[..^1].Split('\n');
        if (lines.Length != 4 || lines[0] != Magic
            || !long.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0)
            throw new FormatException("the note's text is not a succession of log keys");
        var (from, to) = (NoteVerifier.Parse(lines[1]), NoteVerifier.Parse(lines[2]));
        if (signed.Text != TextOf(from, to, size) || from == to || from.Name != to.Name || from.IsWitness || to.IsWitness
            || !signed.IsTrusted(from) || !signed.IsTrusted(to))
            throw new FormatException("the succession is not from one key of a log to another, signed by both");
        return new KeySuccession(signed, from, to, size);
    }

    /// <summary>Where a copy of the log keeps the n-th, from 1 on.</summary>
    public static string Path(int position) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{position}");

    /// <summary>All of a copy of the log, oldest first.</summary>
    /// <exception cref="FormatException">A file is not a succession, or there are more than a thousand.</exception>
    public static async ValueTask<IReadOnlyList<KeySuccession>> ReadAllAsync(ITileSource source, CancellationToken ct)
    {
        List<KeySuccession> all = [];
        while (await source.ReadAsync(Path(all.Count + 1), ct) is { } note)
        {
            if (all.Count == Most) throw new FormatException($"the log has more than {Most} successions of its key");
            all.Add(Parse(NoteText.Read(note.Span)));
        }
        return all;
    }

    internal static bool TryParsePath(string path, out int position)
    {
        position = 0;
        return path.StartsWith(Folder, StringComparison.Ordinal)
            && int.TryParse(path[Folder.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out position)
            && position > 0 && path == Path(position);
    }

    /// <summary>Signs a succession with both keys.</summary>
    internal static KeySuccession Make(LogSigner from, LogSigner to, long size)
    {
        var text = TextOf(from.Verifier, to.Verifier, size);
        var message = Encoding.UTF8.GetBytes(text);
        return new KeySuccession(new SignedNote(text, [from.Sign(message), to.Sign(message)]), from.Verifier, to.Verifier, size);
    }

    /// <summary>By the note.</summary>
    public bool Equals(KeySuccession? other) => other?.Note == Note;

    /// <inheritdoc />
    public override int GetHashCode() => Note.GetHashCode(StringComparison.Ordinal);

    private static string TextOf(NoteVerifier from, NoteVerifier to, long size) =>
        string.Create(CultureInfo.InvariantCulture, $"{Magic}\n{from}\n{to}\n{size}\n");
}
