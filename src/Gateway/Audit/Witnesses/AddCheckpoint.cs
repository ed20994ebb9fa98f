using System.Globalization;
using System.Text;

namespace Gateway.Audit.Witnesses;

/// <summary>
/// What a log sends a witness: the size it believes the witness has seen, the proof from there, and its newest checkpoint (C2SP
/// tlog-witness §add-checkpoint). Reading one proves its form only.
/// </summary>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<byte[]> Proof, Checkpoint Checkpoint)
{
    /// <summary>Bytes that a body may have: 63 hashes and the longest note.</summary>
    public const int MaxLength = 2 * SignedNote.MaxLength;

    /// <summary>Lines of a proof that may be sent.</summary>
    public const int MaxProof = 63;

    /// <summary>Reads a body in its one spelling.</summary>
    /// <exception cref="FormatException">The bytes are none.</exception>
    public static AddCheckpoint Parse(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxLength) throw new FormatException("the body is too long");
        var text = NoteText.Read(body);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new FormatException("the body has no checkpoint");
        var lines = text[..end].Split('\n');
        if (!TryReadSize(lines[0], out var oldSize)) throw new FormatException("the body does not begin with an old size");
        if (lines.Length - 1 > MaxProof) throw new FormatException("the proof has more than 63 hashes");
        var proof = lines.Skip(1).Select(l => StrictBase64.TryReadHash(l, out var hash)
            ? hash
            : throw new FormatException("a hash of the proof is not 32 bytes of base64")).ToList();
        return new AddCheckpoint(oldSize, proof, Checkpoint.Parse(text[(end + 2)..]));
    }

    /// <summary>The body's one spelling.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"old {OldSize}\n");
        foreach (var hash in Proof) text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Checkpoint.Note).ToString();
    }

    private static bool TryReadSize(string line, out long size)
    {
        size = 0;
        return line.StartsWith("old ", StringComparison.Ordinal)
            && long.TryParse(line["old ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out size)
            && line == string.Create(CultureInfo.InvariantCulture, $"old {size}");
    }
}
