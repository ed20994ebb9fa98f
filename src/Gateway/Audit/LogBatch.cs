namespace Gateway.Audit;

/// <summary>
/// Commits one batch of changes with their entries, the tree's new tiles and a signed checkpoint, in one transaction:
/// <list type="number">
/// <item>begin, and read the head under the database's lock;</item>
/// <item>run each change at a savepoint and add its entries; one that fails is undone alone;</item>
/// <item>append the leaves' hashes, sign the new size and root, store tiles and head;</item>
/// <item>commit; only then does anybody learn of it.</item>
/// </list>
/// </summary>
internal sealed class LogBatch(IDatabase database, ILogStore store, LogSigner signer, TimeProvider time)
{
    private volatile LogSigner _signer = signer;
    private LogSigner? _unsettled; // of a commit whose outcome is not known
    private TreeEdge? _edge;

    /// <summary>The log's key as it counts now.</summary>
    public LogSigner Signer => _signer;

    public async Task CommitAsync(IReadOnlyList<PendingChange> changes)
    {
        try
        {
            await using var work = await database.BeginAsync(CancellationToken.None);
            var edge = await EdgeAsync(work);
            var fromSize = edge.Size;
            var applied = await ApplyAsync(work, changes, edge);
            if (applied.Count == 0) return;

            var grown = edge.TakeChanged();
            var tiles = new TileSet(grown.UnionBy(edge.Tiles, t => t.At));
            var successors = await HandOverAsync(work, edge.Size, applied);
            var next = successors is [.., var last] ? last : _signer;
            var checkpoint = _signer.Sign(edge.Size, MerkleTree.Root(edge.Size, tiles.HashOf), successors);
            var head = new LogHead(checkpoint, next.Verifier, time.GetUtcNow());
            await store.AdvanceAsync(work, fromSize, head, grown, CancellationToken.None);
            _unsettled = next;

            // Before this line a crash leaves the old head and nothing of the batch; the signature above was seen by nobody.
            // After it a crash leaves the whole batch, under its checkpoint, whether or not the callers heard of it.
            await database.CommitAsync(work);
            _signer = next;
            foreach (var (change, firstIndex, _) in applied) change.Acknowledge(firstIndex, checkpoint, tiles);
        }
        catch (Exception e) // the outermost edge of the writer: whatever happened, nothing was acknowledged
        {
            // The outcome may be unknown: what is in memory is dropped, and the next batch begins at the stored head.
            _edge = null;
            var reason = e as LogUnavailableException ?? new LogUnavailableException("the log could not commit", e);
            foreach (var change in changes) change.Fail(reason);
        }
    }

    private async Task<List<(PendingChange Change, long FirstIndex, LogSigner? Successor)>> ApplyAsync(
        IWork work, IReadOnlyList<PendingChange> changes, TreeEdge edge)
    {
        var applied = new List<(PendingChange, long, LogSigner?)>(changes.Count);
        foreach (var change in changes)
        {
            await database.SavepointAsync(work);
            if (await change.ApplyAsync(work) is not { } entries || !await TryAddAsync(work, change, edge.Size, entries))
            {
                await database.RollbackToSavepointAsync(work);
                continue;
            }
            await database.ReleaseSavepointAsync(work);
            applied.Add((change, edge.Size, entries.Select(e => e.Successor).LastOrDefault(s => s is not null)));
            foreach (var entry in entries) edge.Append(entry.LeafHash.Span);
        }
        return applied;
    }

    /// <summary>Stores the successions that entries of this batch log; the batch's tree is the last that the earlier key signs.</summary>
    private async Task<LogSigner[]> HandOverAsync(IWork work, long size, IEnumerable<(PendingChange, long, LogSigner? Successor)> applied)
    {
        LogSigner[] successors = [.. applied.Select(a => a.Successor).OfType<LogSigner>()];
        var from = _signer;
        foreach (var to in successors)
        {
            await store.AddSuccessionAsync(work, KeySuccession.Make(from, to, size), CancellationToken.None);
            from = to;
        }
        return successors;
    }

    private async Task<bool> TryAddAsync(IWork work, PendingChange change, long index, IReadOnlyList<AuditEntry> entries)
    {
        try
        {
            await store.AddEntriesAsync(work, index, entries, CancellationToken.None);
            return true;
        }
        catch (Exception e) // an entry that cannot be stored (logged before, too long) is its own change's failure
        {
            change.Fail(new LogUnavailableException("the log could not store an entry", e));
            return false;
        }
    }

    /// <summary>The tree at the stored head; another process may have advanced it since.</summary>
    private async Task<TreeEdge> EdgeAsync(IWork work)
    {
        var head = await store.HeadAsync(work, CancellationToken.None);
        if (_edge is not null && _edge.Size == (head?.Checkpoint.Size ?? 0)) return _edge;
        if (head is null) return _edge = new TreeEdge(0, []);
        // A commit that seemed to fail may have handed the key over.
        if (head.Verifier != _signer.Verifier && head.Verifier == _unsettled?.Verifier) _signer = _unsettled;
        // Signed by this key is not enough: the last tree of an earlier key is signed by both.
        if (head.Checkpoint.Origin != _signer.Origin || head.Verifier != _signer.Verifier || !head.Checkpoint.IsTrusted(_signer.Verifier))
            throw new LogUnavailableException("the stored checkpoint is not signed by this log's key; where another process rotated it, a restart finds the new one");

        var size = head.Checkpoint.Size;
        var places = TreeEdge.TilesOf(size).Select(t => t.At).ToList();
        var tiles = await store.TilesAsync(work, places, CancellationToken.None);
        if (tiles.Count != places.Count
            || !head.Checkpoint.Root.Span.SequenceEqual(MerkleTree.Root(size, new TileSet(tiles).HashOf)))
            throw new LogUnavailableException("the stored tiles do not give the root of the stored checkpoint");
        return _edge = new TreeEdge(size, tiles);
    }
}
