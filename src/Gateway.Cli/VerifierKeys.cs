using System.Diagnostics.CodeAnalysis;
using Gateway.Audit;

namespace Gateway.Cli;

/// <summary>Verifier keys as the command line takes them: one itself, or a file with one a line.</summary>
internal static class VerifierKeys
{
    public static bool TryRead(string text, [NotNullWhen(true)] out IReadOnlyList<NoteVerifier>? keys)
    {
        keys = null;
        try
        {
            keys = Read(text);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
        return keys.Count > 0;
    }

    /// <exception cref="FormatException">One of them is none.</exception>
    public static IReadOnlyList<NoteVerifier> Read(string text) => File.Exists(text)
        ? [.. File.ReadLines(text).Select(l => l.Trim()).Where(l => l.Length > 0).Select(NoteVerifier.Parse)]
        : [NoteVerifier.Parse(text)];
}
