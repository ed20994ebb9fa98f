namespace Gateway.Audit;

/// <summary>
/// Checks a whole log from its files alone, trusting nothing but the log's key:
/// <list type="number">
/// <item>the checkpoint is a note that the key signed;</item>
/// <item>each entry hashes to what its level-0 tile holds (RFC 6962 §2.1);</item>
/// <item>each tile above holds the roots of the full tiles below it (C2SP tlog-tiles);</item>
/// <item>the entries' tree has the checkpoint's root.</item>
/// </list>
/// </summary>
public static class LogVerifier
{
    /// <summary>Checks the log, entry by entry.</summary>
    /// <param name="source">Its files.</param>
    /// <param name="key">The log's key, from elsewhere than the log; null takes the one that lies with it, which then proves only that the log agrees with itself.</param>
    /// <param name="progress">Told the number of entries checked so far.</param>
    /// <param name="ct">Ends the check.</param>
    public static async Task<LogVerification> VerifyAsync(
        ITileSource source, NoteVerifier? key, IProgress<long>? progress, CancellationToken ct)
    {
        Checkpoint? checkpoint = null;
        try
        {
            checkpoint = Checkpoint.Parse(await TextAsync(source, "checkpoint", ct));
            key ??= NoteVerifier.Parse((await TextAsync(source, "log.vkey", ct)).TrimEnd('\n'));
            if (!checkpoint.IsTrusted(key)) throw new LogFaultException($"`checkpoint` is not signed by the key `{key}`");
            var edge = await CheckTilesAsync(source, checkpoint.Size, progress, ct);
            var root = MerkleTree.Root(edge.Size, new TileSet(edge.Tiles).HashOf);
            return checkpoint.Root.Span.SequenceEqual(root)
                ? LogVerification.Sound(checkpoint)
                : throw new LogFaultException($"the {checkpoint.Size} entries do not give the root of `checkpoint`");
        }
        catch (LogFaultException e)
        {
            return LogVerification.Wanting(new LogFault(e.Message, e.EntryIndex), checkpoint);
        }
        catch (FormatException e)
        {
            return LogVerification.Wanting(new LogFault(e.Message), checkpoint);
        }
    }

    private static async Task<TreeEdge> CheckTilesAsync(ITileSource source, long size, IProgress<long>? progress, CancellationToken ct)
    {
        var edge = new TreeEdge(0, []);
        foreach (var (at, width) in TileCoordinate.AllOf(size).TakeWhile(t => t.Tile.Level == 0))
        {
            await AppendEntriesAsync(source, at, width, edge, ct);
            // The partial tiles above change with every tile below: they are compared once, at the end.
            foreach (var tile in edge.TakeChanged().Where(t => t.At.Level > 0 && t.Width == TileCoordinate.FullWidth))
                await CheckUpperTileAsync(source, tile, ct);
            progress?.Report(edge.Size);
        }
        foreach (var tile in edge.Tiles.Where(t => t.At.Level > 0)) await CheckUpperTileAsync(source, tile, ct);
        return edge;
    }

    private static async Task AppendEntriesAsync(ITileSource source, TileCoordinate at, int width, TreeEdge edge, CancellationToken ct)
    {
        var (bundlePath, tilePath) = (TileCoordinate.EntriesPath(at.Number, width), at.Path(width));
        var first = edge.Size;
        var hashes = await BytesAsync(source, tilePath, first, ct);
        if (hashes.Length != width * MerkleTree.HashSize) throw new LogFaultException($"`{tilePath}` does not hold {width} hashes", first);
        var tile = new Tile(at, hashes);
        var isWhole = EntryBundle.TryRead(await BytesAsync(source, bundlePath, first, ct), out var entries);
        for (var i = 0; i < width; i++)
        {
            if (i == entries.Count) throw new LogFaultException($"entry {first + i} is missing from `{bundlePath}` or cut short", first + i);
            var hash = MerkleTree.LeafHash(entries[i].Span);
            if (!tile[i].SequenceEqual(hash))
                throw new LogFaultException($"entry {first + i} in `{bundlePath}` does not have the hash in `{tilePath}`", first + i);
            edge.Append(hash);
        }
        if (!isWhole || entries.Count > width) throw new LogFaultException($"`{bundlePath}` holds more than {width} entries", first + width);
    }

    private static async Task CheckUpperTileAsync(ITileSource source, Tile expected, CancellationToken ct)
    {
        var path = expected.At.Path(expected.Width);
        var first = expected.At.Number * TileCoordinate.FullWidth;
        var shift = 8 * expected.At.Level;
        var stored = await BytesAsync(source, path, first << shift, ct);
        if (stored.Length != expected.Hashes.Length) throw new LogFaultException($"`{path}` does not hold {expected.Width} hashes", first << shift);
        var tile = new Tile(expected.At, stored);
        for (var i = 0; i < expected.Width; i++)
            if (!tile[i].SequenceEqual(expected[i]))
                throw new LogFaultException($"hash {i} of `{path}` is not that of the entries from {(first + i) << shift} on", (first + i) << shift);
    }

    private static async ValueTask<string> TextAsync(ITileSource source, string path, CancellationToken ct) =>
        NoteText.Read((await BytesAsync(source, path, null, ct)).Span);

    private static async ValueTask<ReadOnlyMemory<byte>> BytesAsync(ITileSource source, string path, long? entry, CancellationToken ct) =>
        await source.ReadAsync(path, ct) ?? throw new LogFaultException($"`{path}` is missing", entry);

    /// <summary>Leaves the check at the first fault; never leaves the verifier.</summary>
#pragma warning disable CA1064, CA1032, MA0055 // private control flow
    private sealed class LogFaultException(string message, long? entryIndex = null) : Exception(message)
    {
        public long? EntryIndex { get; } = entryIndex;
    }
#pragma warning restore CA1064, CA1032, MA0055
}
