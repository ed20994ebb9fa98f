using System.Globalization;
using System.Runtime.CompilerServices;

namespace Gateway.Audit;

/// <summary>
/// A log as its files say it is, believed only as far as a trusted checkpoint proves it: the files may come from anybody.
/// Whatever is missing, malformed or not proven is an <see cref="InvalidDataException"/>.
/// </summary>
public sealed class TileLog(ITileSource source)
{
    /// <summary>The newest checkpoint, signed by one of these keys, or by one it was handed over to.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public async ValueTask<Checkpoint> CheckpointAsync(IReadOnlyCollection<NoteVerifier> keys, CancellationToken ct) =>
        await TrustedAsync(await ReadAsync("checkpoint", ct), "checkpoint", keys, ct);

    /// <summary>Reads a checkpoint of this log that was kept elsewhere.</summary>
    /// <param name="note">Its bytes.</param>
    /// <param name="name">How to call it where it is none.</param>
    /// <param name="keys">Keys of the log, from elsewhere than the log.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="InvalidDataException">
    /// It is no checkpoint, or neither one of these keys signed it nor one it was handed over to or from.
    /// </exception>
    public async ValueTask<Checkpoint> TrustedAsync(
        ReadOnlyMemory<byte> note, string name, IReadOnlyCollection<NoteVerifier> keys, CancellationToken ct)
    {
        try
        {
            var checkpoint = Checkpoint.Parse(NoteText.Read(note.Span));
            var successions = await KeySuccession.ReadAllAsync(source, ct);
            if (keys.Any(k => new TrustedLog(k, successions).Trusts(checkpoint))) return checkpoint;
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"`{name}`: {e.Message}", e);
        }
        throw new InvalidDataException($"`{name}` is not signed by a key of the log that is trusted");
    }

    /// <summary>The proof that an entry is in the tree of the checkpoint.</summary>
    /// <exception cref="InvalidDataException">The files do not prove it.</exception>
    public async ValueTask<TlogProof> ProveAsync(long index, Checkpoint checkpoint, CancellationToken ct) =>
        (await ProveAsync(index, 1, checkpoint, ct))[0].Proof;

    /// <summary>Entries of the checkpoint's tree from an index on, each proven.</summary>
    /// <exception cref="InvalidDataException">The files do not prove them.</exception>
    public async IAsyncEnumerable<(long Index, ReadOnlyMemory<byte> Entry)> EntriesAsync(
        long from, Checkpoint checkpoint, [EnumeratorCancellation] CancellationToken ct)
    {
        while (from < checkpoint.Size)
        {
            var number = from / TileCoordinate.FullWidth;
            var first = number * TileCoordinate.FullWidth;
            var width = new TileCoordinate(0, number).WidthAt(checkpoint.Size);
            var path = TileCoordinate.EntriesPath(number, width);
            if (!EntryBundle.TryRead(await ReadAsync(path, ct), out var entries) || entries.Count != width)
                throw new InvalidDataException($"`{path}` does not hold {width} entries");
            foreach (var (proof, leafHash) in await ProveAsync(from, (int)(first + width - from), checkpoint, ct))
            {
                var entry = entries[(int)(proof.Index - first)];
                if (!leafHash.AsSpan().SequenceEqual(MerkleTree.LeafHash(entry.Span)))
                    throw new InvalidDataException($"entry {proof.Index} in `{path}` is not the one in the tree");
                yield return (proof.Index, entry);
            }
            from = first + width;
        }
    }

    /// <summary>Whether the checkpoint's tree begins with the one of another checkpoint, of its size or smaller.</summary>
    /// <exception cref="InvalidDataException">The files do not give the checkpoint's own root.</exception>
    public async ValueTask<bool> ExtendsAsync(Checkpoint older, Checkpoint checkpoint, CancellationToken ct)
    {
        if (older.Size > checkpoint.Size) return false;
        if (older.Size == 0) return true;
        if (older.Size == checkpoint.Size) return older.Root.Span.SequenceEqual(checkpoint.Root.Span);
        var (size, root) = (checkpoint.Size, checkpoint.Root);
        // Tiles that give the own root give the only proof there is: where that one does not hold, the other tree is another one.
        var tiles = await TilesAsync(size, read => (MerkleTree.Root(size, read), MerkleTree.ConsistencyProof(older.Size, size, read)), ct);
        if (!root.Span.SequenceEqual(MerkleTree.Root(size, tiles.HashOf)))
            throw new InvalidDataException("the tiles do not give the root of `checkpoint`");
        var proof = MerkleTree.ConsistencyProof(older.Size, size, tiles.HashOf);
        return MerkleProof.VerifyConsistency(older.Size, size, older.Root.Span, root.Span, proof);
    }

    private async ValueTask<IReadOnlyList<(TlogProof Proof, byte[] LeafHash)>> ProveAsync(
        long from, int count, Checkpoint checkpoint, CancellationToken ct)
    {
        if (from < 0 || from + count > checkpoint.Size)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the log has {checkpoint.Size} entries"));
        var indices = Enumerable.Range(0, count).Select(i => from + i).ToList();
        IEnumerable<(byte[] Leaf, IReadOnlyList<byte[]> Hashes)> Read(Func<TreeNode, byte[]> read) =>
            indices.Select(i => (read(new TreeNode(0, i)), MerkleTree.InclusionProof(i, checkpoint.Size, read)));
        var tiles = await TilesAsync(checkpoint.Size, read => Read(read).ToList(), ct);
        return
        [
            .. indices.Zip(Read(tiles.HashOf), (index, found) =>
                MerkleProof.VerifyInclusion(index, checkpoint.Size, found.Leaf, found.Hashes, checkpoint.Root.Span)
                    ? (new TlogProof(index, found.Hashes, checkpoint), found.Leaf)
                    : throw new InvalidDataException($"the tiles do not prove entry {index}")),
        ];
    }

    private async ValueTask<TileSet> TilesAsync<T>(long size, Func<Func<TreeNode, byte[]>, T> computation, CancellationToken ct)
    {
        var tiles = new List<Tile>();
        foreach (var at in TileSet.NeededBy(read => computation(read)))
        {
            var width = at.WidthAt(size);
            // A log may drop a partial tile once the full one is there (C2SP tlog-tiles §Partial Tiles).
            var (path, full) = (at.Path(width), at.Path(TileCoordinate.FullWidth));
            if (await source.ReadAsync(path, ct) is not { } hashes) hashes = await ReadAsync(full, ct);
            if (hashes.Length < width * MerkleTree.HashSize || !Tile.IsHashes(hashes.Span))
                throw new InvalidDataException($"`{path}` does not hold {width} hashes");
            tiles.Add(new Tile(at, hashes[..(width * MerkleTree.HashSize)]));
        }
        return new TileSet(tiles);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken ct) =>
        await source.ReadAsync(path, ct) ?? throw new InvalidDataException($"the log has no `{path}`");
}
