using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>
/// The log's rows. What takes a work is part of it; what does not reads what is committed. A reader that first reads the head
/// finds all tiles and entries the head speaks of.
/// </summary>
public interface ILogStore
{
    /// <summary>The newest head; null before the first commit.</summary>
    ValueTask<LogHead?> HeadAsync(CancellationToken ct);

    /// <summary>The newest head, which no other work advances while this one is open.</summary>
    ValueTask<LogHead?> HeadAsync(IWork work, CancellationToken ct);

    /// <summary>
    /// The tiles at these places, in any order; each at least as wide as the newest head needs. Absent ones are left out.
    /// </summary>
    ValueTask<IReadOnlyList<Tile>> TilesAsync(IReadOnlyCollection<TileCoordinate> places, CancellationToken ct);

    /// <summary>The same within a work.</summary>
    ValueTask<IReadOnlyList<Tile>> TilesAsync(IWork work, IReadOnlyCollection<TileCoordinate> places, CancellationToken ct);

    /// <summary>The leaves from an index on, at most so many; empty where one is lost before another.</summary>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> LeavesAsync(long from, int most, CancellationToken ct);

    /// <summary>Adds entries at consecutive indices.</summary>
    ValueTask AddEntriesAsync(IWork work, long firstIndex, IReadOnlyList<AuditEntry> entries, CancellationToken ct);

    /// <summary>Replaces the head of that size (0: none yet) and stores the tiles that grew.</summary>
    /// <exception cref="InvalidOperationException">The stored head is of another size.</exception>
    ValueTask AdvanceAsync(IWork work, long fromSize, LogHead to, IReadOnlyList<Tile> tiles, CancellationToken ct);

    /// <summary>Keeps that the log's key was handed over, in the work that advances the head to its size.</summary>
    ValueTask AddSuccessionAsync(IWork work, KeySuccession succession, CancellationToken ct);

    /// <summary>How the log's key came to be the one it is, oldest first; mostly empty.</summary>
    ValueTask<IReadOnlyList<KeySuccession>> SuccessionsAsync(CancellationToken ct);

    /// <summary>From where on parties' details are there, by party and kind; none where no erasure by a rule was approved.</summary>
    ValueTask<IReadOnlyList<PrunedDetails>> PrunedAsync(CancellationToken ct);

    /// <summary>The entries with these ids that the party has a view of, by index.</summary>
    ValueTask<IReadOnlyList<StoredEntry>> FindByIdAsync(PartyId viewer, IReadOnlyCollection<string> ids, CancellationToken ct);

    /// <summary>The newest entries about a person that the party has a view of, oldest first.</summary>
    ValueTask<IReadOnlyList<StoredEntry>> FindBySubjectAsync(
        PartyId viewer, ReadOnlyMemory<byte> subject, int most, CancellationToken ct);
}
