using System.Globalization;

namespace Gateway.Audit;

/// <summary>
/// A log's signed statement of its size and root (C2SP tlog-checkpoint). Reading one proves its form only; whether the log
/// made it is <see cref="IsTrusted"/>'s answer.
/// </summary>
public sealed record Checkpoint
{
    private readonly SignedNote _note;

    private Checkpoint(SignedNote note, string origin, long size, byte[] root)
    {
        _note = note;
        (Origin, Size, Root, Note) = (origin, size, root, note.ToString());
    }

    /// <summary>Which log; never empty.</summary>
    public string Origin { get; }

    /// <summary>Number of entries.</summary>
    public long Size { get; }

    /// <summary>The tree's hash, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Root { get; }

    /// <summary>What is signed.</summary>
    public string Text => _note.Text;

    /// <summary>The whole signed note, byte for byte as it was read or signed.</summary>
    public string Note { get; }

    /// <summary>Reads a signed checkpoint in its one spelling.</summary>
    /// <exception cref="FormatException">The text is not a signed checkpoint.</exception>
    public static Checkpoint Parse(string note) => Of(SignedNote.Parse(note));

    /// <summary>Reads the checkpoint out of a note.</summary>
    /// <exception cref="FormatException">The note's text is not a checkpoint.</exception>
    public static Checkpoint Of(SignedNote note)
    {
        var lines = note.Text[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(l => l.Length == 0)
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != lines[1]
            || !StrictBase64.TryReadHash(lines[2], out var root))
            throw new FormatException("the note's text is not a checkpoint");
        return new Checkpoint(note, lines[0], size, root);
    }

    /// <summary>The text that is signed for a tree.</summary>
    public static string TextOf(string origin, long size, ReadOnlySpan<byte> root) =>
        string.Create(CultureInfo.InvariantCulture, $"{origin}\n{size}\n{Convert.ToBase64String(root)}\n");

    /// <summary>Whether one of the keys signed it, and none of them wrongly (see <see cref="SignedNote.IsTrusted"/>).</summary>
    public bool IsTrusted(params ReadOnlySpan<NoteVerifier> keys) => _note.IsTrusted(keys);

    /// <summary>The same checkpoint with more signatures under it; one of the same key takes the place of the earlier.</summary>
    public Checkpoint With(IReadOnlyCollection<NoteSignature> more) => new(_note.With(more), Origin, Size, Root.ToArray());

    /// <summary>The same checkpoint with one signature of each of these keys that signed it, and of no other.</summary>
    public Checkpoint SignedOnlyBy(params IReadOnlyCollection<NoteVerifier> keys) =>
        new(_note.SignedOnlyBy(keys), Origin, Size, Root.ToArray());

    /// <summary>By the note's text and signatures.</summary>
    public bool Equals(Checkpoint? other) => other?.Note == Note;

    /// <inheritdoc />
    public override int GetHashCode() => Note.GetHashCode(StringComparison.Ordinal);
}
