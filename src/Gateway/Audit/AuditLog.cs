using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>
/// The log (design §6): makes changes durable together with their entries and a signed checkpoint over them, and proves what it
/// holds. Thread-safe. See the README beside this file for the order of durable steps.
/// </summary>
public sealed class AuditLog : IAsyncDisposable
{
    private readonly ILogStore _store;
    private readonly LogWriter _writer;

    public AuditLog(IDatabase database, ILogStore store, LogSigner signer, TimeProvider time)
    {
        _store = store;
        _writer = new LogWriter(database, store, signer, time);
    }

    /// <summary>The log's public key as it counts now.</summary>
    public NoteVerifier Verifier => _writer.Signer.Verifier;

    /// <summary>
    /// Runs a change in the next batch and returns once it is durable. The change does local work only, uses nothing but the work
    /// it is given, and never calls the log. If it throws, nothing of it stays and its exception is the caller's.
    /// </summary>
    /// <param name="change">Reads again what matters, writes, and says what is logged.</param>
    /// <param name="ct">Withdraws the change before its turn; after that its outcome stands.</param>
    /// <exception cref="LogUnavailableException">It is not known to be durable: nothing may be released on it.</exception>
    public Task<Committed<T>> CommitAsync<T>(Func<IWork, CancellationToken, ValueTask<Change<T>>> change, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var pending = new PendingChange<T>(change);
        _writer.Enqueue(pending);
        return pending.OutcomeAsync(ct);
    }

    /// <summary>The newest checkpoint; that of the empty tree before the first commit.</summary>
    public async ValueTask<Checkpoint> CheckpointAsync(CancellationToken ct) =>
        (await _store.HeadAsync(ct))?.Checkpoint ?? _writer.Signer.Sign(0, MerkleTree.EmptyRoot);

    /// <summary>How the log's key came to be the one it is, oldest first (see <see cref="TrustedLog"/>).</summary>
    public ValueTask<IReadOnlyList<KeySuccession>> SuccessionsAsync(CancellationToken ct) => _store.SuccessionsAsync(ct);

    /// <summary>The receipt of an entry against the newest checkpoint, as tlog-proof text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log has no such entry.</exception>
    public async ValueTask<string> InclusionProofAsync(long index, CancellationToken ct) =>
        await InclusionProofAsync(index, await CheckpointAsync(ct), ct);

    /// <summary>The receipt of an entry against a checkpoint of this log, which may have been outgrown since.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The checkpoint's tree has no such entry.</exception>
    public async ValueTask<string> InclusionProofAsync(long index, Checkpoint checkpoint, CancellationToken ct)
    {
        var hashes = await ProveAsync(read => MerkleTree.InclusionProof(index, checkpoint.Size, read), ct);
        return new TlogProof(index, hashes, checkpoint).ToString();
    }

    /// <summary>Shows that the log at the new size begins with the log at the old one (RFC 6962 §2.1.2).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 ≤ old ≤ new ≤ the newest checkpoint's size.</exception>
    public async ValueTask<IReadOnlyList<byte[]>> ConsistencyProofAsync(long oldSize, long newSize, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(newSize, (await CheckpointAsync(ct)).Size);
        return await ProveAsync(read => MerkleTree.ConsistencyProof(oldSize, newSize, read), ct);
    }

    /// <summary>The newest entries about a person that the party has a view of, oldest first, at most so many.</summary>
    public ValueTask<IReadOnlyList<StoredEntry>> FindBySubjectAsync(
        PartyId viewer, ReadOnlyMemory<byte> subject, int most, CancellationToken ct) =>
        _store.FindBySubjectAsync(viewer, subject, most, ct);

    /// <summary>The entries with these ids that the party has a view of, by index.</summary>
    public ValueTask<IReadOnlyList<StoredEntry>> FindByIdAsync(PartyId viewer, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        _store.FindByIdAsync(viewer, ids, ct);

    /// <summary>Finishes the changes that wait.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private async ValueTask<IReadOnlyList<byte[]>> ProveAsync(
        Func<Func<TreeNode, byte[]>, IReadOnlyList<byte[]>> proof, CancellationToken ct)
    {
        var needed = TileSet.NeededBy(read => proof(read));
        var tiles = new TileSet(await _store.TilesAsync(needed, ct));
        return proof(tiles.HashOf);
    }
}
