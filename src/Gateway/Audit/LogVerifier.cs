namespace Gateway.Audit;

/// <summary>
/// Checks a whole log from its files alone, trusting nothing but the log's key:
/// <list type="number">
/// <item>the checkpoint is a note that the key signed, or one it was handed over to;</item>
/// <item>each entry hashes to what its level-0 tile holds (RFC 6962 §2.1);</item>
/// <item>each tile above holds the roots of the full tiles below it (C2SP tlog-tiles);</item>
/// <item>the entries' tree has the checkpoint's root.</item>
/// </list>
/// </summary>
public static class LogVerifier
{
    /// <summary>Checks the log, entry by entry.</summary>
    /// <param name="source">Its files.</param>
    /// <param name="key">
    /// A key of the log, from elsewhere than the log: where it was handed over since, the log has to show so. Null takes the key that lies
    /// with the log, and the check then proves only that the log agrees with itself.
    /// </param>
    /// <param name="progress">Told the number of entries checked so far.</param>
    /// <param name="ct">Ends the check.</param>
    public static async Task<LogVerification> VerifyAsync(
        ITileSource source, NoteVerifier? key, IProgress<long>? progress, CancellationToken ct)
    {
        if (await source.ReadAsync("checkpoint", ct) is not { } note) return LogVerification.Wanting(Missing("checkpoint"));
        var keyBeside = await source.ReadAsync("log.vkey", ct);
        if (key is null && keyBeside is null) return LogVerification.Wanting(Missing("log.vkey"));
        Checkpoint checkpoint;
        TrustedLog log;
        try
        {
            checkpoint = Checkpoint.Parse(NoteText.Read(note.Span));
            key ??= NoteVerifier.Parse(NoteText.Read(keyBeside.GetValueOrDefault().Span).TrimEnd('\n'));
            log = new TrustedLog(key, await KeySuccession.ReadAllAsync(source, ct));
        }
        catch (FormatException e)
        {
            return LogVerification.Wanting(new LogFault(e.Message));
        }
        if (!log.Trusts(checkpoint))
            return LogVerification.Wanting(new LogFault($"`checkpoint` is not signed by the key `{key}`, nor by one it was handed over to"),
                checkpoint);

        return await VerifyAsync(source, checkpoint, since: null, progress, ct);
    }

    /// <summary>
    /// Checks that the entries lead to a checkpoint that is trusted already; from one that was verified before, where there is one:
    /// the log has to extend it, and what came later is checked entry by entry.
    /// </summary>
    /// <param name="source">The log's files.</param>
    /// <param name="checkpoint">Signed by a key that the caller trusts.</param>
    /// <param name="since">The last checkpoint that a check found sound; null checks from the first entry on.</param>
    /// <param name="progress">Told the number of entries checked so far.</param>
    /// <param name="ct">Ends the check.</param>
    public static async Task<LogVerification> VerifyAsync(
        ITileSource source, Checkpoint checkpoint, Checkpoint? since, IProgress<long>? progress, CancellationToken ct)
    {
        if (since is not null && since.Size > checkpoint.Size)
            return LogVerification.Wanting(new LogFault(
                $"the log was rolled back: it has {checkpoint.Size} entries, and {since.Size} were verified before"), checkpoint);
        var (edge, fault) = since is { Size: > 0 } ? await EdgeAsync(source, checkpoint.Size, since, ct) : (new TreeEdge(0, []), null);
        fault ??= await CheckTilesAsync(source, checkpoint.Size, edge, progress, ct) ?? CheckRoot(edge, checkpoint);
        return fault is null ? LogVerification.Sound(checkpoint) : LogVerification.Wanting(fault, checkpoint);
    }

    /// <summary>The edge of the tree that was verified, from the tiles of the log as it is now: they have to give its root.</summary>
    private static async Task<(TreeEdge Edge, LogFault? Fault)> EdgeAsync(
        ITileSource source, long size, Checkpoint since, CancellationToken ct)
    {
        var tiles = new List<Tile>();
        foreach (var (at, width) in TreeEdge.TilesOf(since.Size))
        {
            var path = at.Path(at.WidthAt(size));
            if (await source.ReadAsync(path, ct) is not { } hashes) return (new TreeEdge(0, []), Missing(path));
            if (hashes.Length < width * MerkleTree.HashSize || !Tile.IsHashes(hashes.Span))
                return (new TreeEdge(0, []), new LogFault($"`{path}` does not hold {width} hashes"));
            tiles.Add(new Tile(at, hashes[..(width * MerkleTree.HashSize)]));
        }
        var edge = new TreeEdge(since.Size, tiles);
        return since.Root.Span.SequenceEqual(MerkleTree.Root(since.Size, new TileSet(edge.Tiles).HashOf))
            ? (edge, null)
            : (edge, new LogFault($"the log was forked: it does not extend the {since.Size} entries that were verified before"));
    }

    private static async Task<LogFault?> CheckTilesAsync(
        ITileSource source, long size, TreeEdge edge, IProgress<long>? progress, CancellationToken ct)
    {
        var firstTile = edge.Size / TileCoordinate.FullWidth;
        foreach (var (at, width) in TileCoordinate.AllOf(size).TakeWhile(t => t.Tile.Level == 0).SkipWhile(t => t.Tile.Number < firstTile))
        {
            if (await CheckEntriesAsync(source, at, width, edge, ct) is { } fault) return fault;
            // The partial tiles above change with every tile below: they are compared once, at the end.
            foreach (var tile in edge.TakeChanged().Where(t => t.At.Level > 0 && t.Width == TileCoordinate.FullWidth))
                if (await CheckUpperTileAsync(source, tile, ct) is { } above) return above;
            progress?.Report(edge.Size);
        }
        foreach (var tile in edge.Tiles.Where(t => t.At.Level > 0))
            if (await CheckUpperTileAsync(source, tile, ct) is { } above) return above;
        return null;
    }

    /// <summary>Appends the entries of one bundle that are new to the edge, as long as their tile holds their hashes.</summary>
    private static async Task<LogFault?> CheckEntriesAsync(
        ITileSource source, TileCoordinate at, int width, TreeEdge edge, CancellationToken ct)
    {
        var (bundlePath, tilePath) = (TileCoordinate.EntriesPath(at.Number, width), at.Path(width));
        var first = at.Number * TileCoordinate.FullWidth;
        if (await source.ReadAsync(tilePath, ct) is not { } hashes) return Missing(tilePath, first);
        if (hashes.Length != width * MerkleTree.HashSize)
            return new LogFault($"`{tilePath}` does not hold {width} hashes", first);
        if (await source.ReadAsync(bundlePath, ct) is not { } bundle) return Missing(bundlePath, first);

        var tile = new Tile(at, hashes);
        var isWhole = EntryBundle.TryRead(bundle, out var entries);
        for (var i = 0; i < width; i++)
        {
            var index = first + i;
            if (i == entries.Count) return new LogFault($"entry {index} is missing from `{bundlePath}` or cut short", index);
            var hash = MerkleTree.LeafHash(entries[i].Span);
            if (!tile[i].SequenceEqual(hash))
                return new LogFault($"entry {index} in `{bundlePath}` does not have the hash in `{tilePath}`", index);
            if (index == edge.Size) edge.Append(hash);
        }
        return isWhole && entries.Count == width
            ? null
            : new LogFault($"`{bundlePath}` holds more than {width} entries", first + width);
    }

    private static async Task<LogFault?> CheckUpperTileAsync(ITileSource source, Tile expected, CancellationToken ct)
    {
        var path = expected.At.Path(expected.Width);
        if (await source.ReadAsync(path, ct) is not { } hashes) return Missing(path, FirstEntryOf(expected.At, 0));
        if (hashes.Length != expected.Hashes.Length)
            return new LogFault($"`{path}` does not hold {expected.Width} hashes", FirstEntryOf(expected.At, 0));
        var stored = new Tile(expected.At, hashes);
        for (var i = 0; i < expected.Width; i++)
        {
            if (stored[i].SequenceEqual(expected[i])) continue;
            var first = FirstEntryOf(expected.At, i);
            return new LogFault($"hash {i} of `{path}` is not that of the entries from {first} on", first);
        }
        return null;
    }

    private static LogFault? CheckRoot(TreeEdge edge, Checkpoint checkpoint) =>
        checkpoint.Root.Span.SequenceEqual(MerkleTree.Root(edge.Size, new TileSet(edge.Tiles).HashOf))
            ? null
            : new LogFault($"the {checkpoint.Size} entries do not give the root of `checkpoint`");

    private static long FirstEntryOf(TileCoordinate at, int hash) =>
        (at.Number * TileCoordinate.FullWidth + hash) << (8 * at.Level);

    private static LogFault Missing(string path, long? firstEntry = null) => new($"`{path}` is missing", firstEntry);
}
