using System.Text;

namespace Gateway.Audit;

/// <summary>The text of a note's bytes: UTF-8 without exception (C2SP signed-note).</summary>
public static class NoteText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">The bytes are not UTF-8.</exception>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("the note is not UTF-8", e);
        }
    }
}
