using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Storage.Log;

/// <summary>The log's rows in SQL (001_log.sql).</summary>
public sealed class SqlLogStore(SqliteDatabase database) : ILogStore
{
    private sealed record HeadRow(string Note, string Vkey, string SignedAt);

    private sealed record ViewRow(long Idx, byte[] Leaf, byte[] Sealed);

    /// <inheritdoc />
    public async ValueTask<LogHead?> HeadAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenReaderAsync(ct);
        return await HeadAsync(connection, null, ct);
    }

    /// <inheritdoc />
    public ValueTask<LogHead?> HeadAsync(IWork work, CancellationToken ct) =>
        HeadAsync(SqlWork.Of(work).Connection, SqlWork.Of(work).Transaction, ct);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Tile>> TilesAsync(IReadOnlyCollection<TileCoordinate> places, CancellationToken ct)
    {
        await using var connection = await database.OpenReaderAsync(ct);
        return await TilesAsync(connection, null, places, ct);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Tile>> TilesAsync(
        IWork work, IReadOnlyCollection<TileCoordinate> places, CancellationToken ct) =>
        TilesAsync(SqlWork.Of(work).Connection, SqlWork.Of(work).Transaction, places, ct);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> LeavesAsync(long from, int most, CancellationToken ct)
    {
        await using var connection = await database.OpenReaderAsync(ct);
        var rows = await connection.QueryAsync<(long Index, object Leaf)>(new CommandDefinition(
            "SELECT idx, leaf FROM log_entries WHERE idx >= @from AND idx < @end ORDER BY idx",
            new { from, end = from + most }, cancellationToken: ct));
        var leaves = new List<ReadOnlyMemory<byte>>(most);
        foreach (var (index, leaf) in rows)
        {
            // Where a row was taken away or rewritten behind the log's back, a check shall name that entry, not stumble over it.
            while (from + leaves.Count < index) leaves.Add(default);
            leaves.Add(leaf as byte[] ?? Encoding.UTF8.GetBytes(leaf.ToString() ?? ""));
        }
        return leaves;
    }

    /// <inheritdoc />
    public async ValueTask AddEntriesAsync(IWork work, long firstIndex, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var index = firstIndex;
        foreach (var entry in entries)
        {
            if (entry.Leaf.Length > EntryBundle.MaxEntry)
                throw new ArgumentException("an entry is longer than 65,535 bytes", nameof(entries));
            await sql.Prepared("INSERT INTO log_entries (idx, id, leaf) VALUES (@0, @1, @2)",
                index, entry.Content.Id, entry.Leaf.ToArray()).ExecuteNonQueryAsync(ct);
            foreach (var view in entry.Views)
                await sql.Prepared("INSERT INTO log_views (idx, party, subject, sealed) VALUES (@0, @1, @2, @3)",
                    index, view.Party.ToString(), SqlValue.OrNull(view.Subject), view.Box.ToArray()).ExecuteNonQueryAsync(ct);
            index++;
        }
    }

    /// <inheritdoc />
    public async ValueTask AdvanceAsync(IWork work, long fromSize, LogHead to, IReadOnlyList<Tile> tiles, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        foreach (var tile in tiles)
            await sql.Prepared("INSERT INTO log_tiles (level, number, width, hashes) VALUES (@0, @1, @2, @3) "
                + "ON CONFLICT (level, number) DO UPDATE SET width = excluded.width, hashes = excluded.hashes",
                tile.At.Level, tile.At.Number, tile.Width, tile.Hashes.ToArray()).ExecuteNonQueryAsync(ct);

        var advance = fromSize == 0
            ? "INSERT INTO log_state (id, origin, vkey, size, root, note, signed_at) VALUES (1, @0, @1, @2, @3, @4, @5)"
            : "UPDATE log_state SET origin = @0, vkey = @1, size = @2, root = @3, note = @4, signed_at = @5 "
                + "WHERE id = 1 AND size = @6";
        var head = to.Checkpoint;
        List<object?> values = [head.Origin, to.Verifier.ToString(), head.Size, head.Root.ToArray(), head.Note,
            to.SignedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)];
        if (fromSize > 0) values.Add(fromSize);
        if (await sql.Prepared(advance, [.. values]).ExecuteNonQueryAsync(ct) != 1)
            throw new InvalidOperationException("the log's head is not where this work began");
    }

    /// <inheritdoc />
    public async ValueTask AddSuccessionAsync(IWork work, KeySuccession succession, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO log_successions (position, size, note) SELECT COUNT(*) + 1, @0, @1 FROM log_successions",
        succession.Size, succession.Note).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<KeySuccession>> SuccessionsAsync(CancellationToken ct) => await database.ListAsync(
        "SELECT note FROM log_successions ORDER BY position", [], row => KeySuccession.Parse(row.Text("note")), ct);

    /// <summary>Writes the head as it stands: committed, it shows that the log can be written, and changes nothing.</summary>
    public static async ValueTask TouchAsync(IWork work, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared("UPDATE log_state SET size = size WHERE id = 1").ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<PrunedDetails>> PrunedAsync(CancellationToken ct) => database.ListAsync(
        // What a run may take is gone, or going, from its approval on; of several the one that reached furthest counts.
        "SELECT r.party, c.kind, MAX(c.first_kept) AS first_kept, MAX(c.before_at) AS before_at, SUM(c.erased) AS erased "
        + "FROM retention_cuts c JOIN retention_runs r ON r.id = c.run GROUP BY r.party, c.kind ORDER BY r.party, c.kind", [],
        row => new PrunedDetails(
            new PartyId(row.Text("party")), EntryKinds.Of(row.Text("kind")), row.LongNumber("first_kept"), row.Instant("before_at"),
            row.LongNumber("erased")), ct);

    /// <summary>How many views of entries their parties have erased.</summary>
    public async ValueTask<long> CountErasedDetailsAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenReaderAsync(ct);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT COUNT(*) FROM log_views WHERE length(sealed) = 0", cancellationToken: ct));
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<StoredEntry>> FindByIdAsync(PartyId viewer, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        await using var connection = await database.OpenReaderAsync(ct);
        var rows = await connection.QueryAsync<ViewRow>(new CommandDefinition(
            "SELECT v.idx AS Idx, e.leaf AS Leaf, v.sealed AS Sealed FROM log_entries e JOIN log_views v ON e.idx = v.idx "
            + "WHERE e.id IN @ids AND v.party = @party ORDER BY v.idx",
            new { ids, party = viewer.ToString() }, cancellationToken: ct));
        return [.. rows.Select(r => new StoredEntry(r.Idx, EntryLeaf.Parse(r.Leaf), viewer, r.Sealed))];
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<StoredEntry>> FindBySubjectAsync(
        PartyId viewer, ReadOnlyMemory<byte> subject, int most, CancellationToken ct)
    {
        await using var connection = await database.OpenReaderAsync(ct);
        var rows = await connection.QueryAsync<ViewRow>(new CommandDefinition(
            "SELECT v.idx AS Idx, e.leaf AS Leaf, v.sealed AS Sealed FROM log_views v JOIN log_entries e ON e.idx = v.idx "
            + "WHERE v.subject = @subject AND v.party = @party ORDER BY v.idx DESC LIMIT @most",
            new { subject = subject.ToArray(), party = viewer.ToString(), most }, cancellationToken: ct));
        return [.. rows.Reverse().Select(r => new StoredEntry(r.Idx, EntryLeaf.Parse(r.Leaf), viewer, r.Sealed))];
    }

    private static async ValueTask<LogHead?> HeadAsync(DbConnection connection, DbTransaction? transaction, CancellationToken ct)
    {
        var row = await connection.QuerySingleOrDefaultAsync<HeadRow>(new CommandDefinition(
            "SELECT note AS Note, vkey AS Vkey, signed_at AS SignedAt FROM log_state", null, transaction, cancellationToken: ct));
        return row is null ? null : new LogHead(Checkpoint.Parse(row.Note), NoteVerifier.Parse(row.Vkey),
            DateTimeOffset.Parse(row.SignedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    private static async ValueTask<IReadOnlyList<Tile>> TilesAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<TileCoordinate> places, CancellationToken ct)
    {
        var tiles = new List<Tile>(places.Count);
        foreach (var place in places)
        {
            var hashes = await connection.ExecuteScalarAsync(new CommandDefinition(
                "SELECT hashes FROM log_tiles WHERE level = @Level AND number = @Number",
                place, transaction, cancellationToken: ct));
            if (hashes is byte[] bytes && Tile.IsHashes(bytes)) tiles.Add(new Tile(place, bytes));
        }
        return tiles;
    }
}
