using System.Globalization;

namespace Gateway.Audit;

/// <summary>
/// A receipt: an entry's index, its inclusion proof and the checkpoint it leads to (C2SP tlog-proof). With the leaf's hash and
/// the log's key it verifies offline.
/// </summary>
public sealed record TlogProof(long Index, IReadOnlyList<byte[]> Hashes, Checkpoint Checkpoint)
{
    private const string Magic = "c2sp.org/tlog-proof@v1";

    /// <summary>Bytes beside the proof that nothing authenticates; null where there is no such line.</summary>
    public ReadOnlyMemory<byte>? Extra { get; init; }

    /// <summary>Reads a proof in its one spelling.</summary>
    /// <exception cref="FormatException">The text is not a proof.</exception>
    public static TlogProof Parse(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (text.Length > 2 * SignedNote.MaxLength || end < 0) throw new FormatException("the proof has no checkpoint");
        var lines = new Queue<string>(text[..end].Split('\n'));
        if (lines.Dequeue() != Magic) throw new FormatException("the text is not a tlog-proof of version 1");
        ReadOnlyMemory<byte>? extra = null;
        if (lines.TryPeek(out var line) && line.StartsWith("extra ", StringComparison.Ordinal))
            extra = StrictBase64.TryRead(lines.Dequeue()["extra ".Length..], out var bytes)
                ? bytes.AsMemory()
                : throw new FormatException("the proof's extra line is not base64");
        if (!lines.TryDequeue(out line) || !TryReadIndex(line, out var index)) throw new FormatException("the proof has no index");
        var hashes = lines.Select(l => StrictBase64.TryReadHash(l, out var hash)
            ? hash
            : throw new FormatException("a hash of the proof is not 32 bytes of base64")).ToList();
        if (hashes.Count > 63) throw new FormatException("the proof has more hashes than a tree has levels");
        return new TlogProof(index, hashes, Checkpoint.Parse(text[(end + 2)..])) { Extra = extra };
    }

    /// <summary>Whether a log with one of these keys states that it holds the leaf at the index.</summary>
    public bool Verify(ReadOnlySpan<byte> leafHash, params ReadOnlySpan<NoteVerifier> keys) => Checkpoint.IsTrusted(keys) && Includes(leafHash);

    /// <summary>Whether the checkpoint's tree holds the leaf at the index, whoever signed it.</summary>
    public bool Includes(ReadOnlySpan<byte> leafHash) =>
        MerkleProof.VerifyInclusion(Index, Checkpoint.Size, leafHash, Hashes, Checkpoint.Root.Span);

    /// <summary>The proof's one spelling.</summary>
    public override string ToString()
    {
        string[] extra = Extra is { } bytes ? [$"extra {Convert.ToBase64String(bytes.Span)}"] : [];
        var index = string.Create(CultureInfo.InvariantCulture, $"index {Index}");
        return string.Join('\n', [Magic, .. extra, index, .. Hashes.Select(Convert.ToBase64String), "", Checkpoint.Note]);
    }

    private static bool TryReadIndex(string line, out long index)
    {
        index = 0;
        return line.StartsWith("index ", StringComparison.Ordinal)
            && long.TryParse(line["index ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out index)
            && line == string.Create(CultureInfo.InvariantCulture, $"index {index}");
    }
}
