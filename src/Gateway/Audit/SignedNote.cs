using System.Text;

namespace Gateway.Audit;

/// <summary>
/// A text with signatures under it (C2SP signed-note). Parsing proves its form only; <see cref="IsTrusted"/> its origin.
/// </summary>
public sealed record SignedNote
{
    /// <summary>Characters a note may have; a checkpoint with a hundred cosignatures is far below it.</summary>
    public const int MaxLength = 65_536;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">The text is empty, does not end in a line feed or has other control characters.</exception>
    public SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        if (text.Length > MaxLength || !text.EndsWith('\n') || text.Any(c => c is < ' ' and not '\n'))
            throw new FormatException("a note's text ends in a line feed and has no other control character");
        (Text, Signatures) = (text, signatures);
    }

    /// <summary>What is signed, with its last line feed.</summary>
    public string Text { get; }

    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Reads a note with at least one signature.</summary>
    /// <exception cref="FormatException">The text is not a note in its one spelling.</exception>
    public static SignedNote Parse(string note)
    {
        // The text may hold empty lines: the last one parts it from the signatures.
        var end = note.Length <= MaxLength && note.EndsWith('\n') ? note.LastIndexOf("\n\n", StringComparison.Ordinal) : -1;
        if (end < 0 || end + 2 == note.Length) throw new FormatException("the note has no signatures");
        var lines = note[(end + 2)..^1].Split('\n');
        return new SignedNote(note[..(end + 1)], [.. lines.Select(NoteSignature.Parse)]);
    }

    /// <summary>
    /// Whether a trusted key signed the text. Signatures of unknown keys say nothing; a wrong one of a known key spoils the note.
    /// </summary>
    public bool IsTrusted(params ReadOnlySpan<NoteVerifier> trusted)
    {
        byte[] message;
        try
        {
            message = Utf8.GetBytes(Text);
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
        var found = false;
        foreach (var signature in Signatures)
            foreach (var verifier in trusted)
            {
                if (!verifier.Made(signature)) continue;
                if (!verifier.Verify(message, signature)) return false;
                found = true;
            }
        return found;
    }

    /// <summary>The same text with more signatures; one of the same key takes the place of the earlier.</summary>
    public SignedNote With(IReadOnlyCollection<NoteSignature> more) =>
        new(Text, [.. Signatures.Where(s => !more.Any(m => m.KeyName == s.KeyName && m.KeyId == s.KeyId)), .. more]);

    /// <summary>The same text with one signature of each of these keys that signed it, and of no other.</summary>
    public SignedNote SignedOnlyBy(IReadOnlyCollection<NoteVerifier> keys) =>
        new(Text, [.. keys.SelectMany(k => Signatures.Where(k.Made).Take(1))]);

    /// <summary>The note's one spelling.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(s => $"{s}\n"))}";
}
