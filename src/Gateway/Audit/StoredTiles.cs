using System.Text;

namespace Gateway.Audit;

/// <summary>A log's rows as the files of C2SP tlog-tiles: for export, and for serving to parties and witnesses.</summary>
public sealed class StoredTiles(ILogStore store) : ITileSource
{
    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken ct)
    {
        if (path == "checkpoint") return Utf8((await store.HeadAsync(ct))?.Checkpoint.Note);
        if (path == "log.vkey") return Utf8((await store.HeadAsync(ct))?.Verifier is { } key ? $"{key}\n" : null);
        if (path == PrunedDetails.Path) return Utf8(await store.PrunedAsync(ct) is { Count: > 0 } pruned ? PrunedDetails.Write(pruned) : null);
        if (KeySuccession.TryParsePath(path, out var position))
            return Utf8((await store.SuccessionsAsync(ct)).ElementAtOrDefault(position - 1)?.Note);
        if (!TileCoordinate.TryParse(path, out var level, out var number, out var width)) return null;
        return level is { } l
            ? await HashesAsync(new TileCoordinate(l, number), width, ct)
            : await EntriesAsync(number, width, ct);
    }

    private static ReadOnlyMemory<byte>? Utf8(string? text)
    {
        if (text is null) return null; // in a conditional expression it would become an empty file
        return Encoding.UTF8.GetBytes(text);
    }

    private async ValueTask<ReadOnlyMemory<byte>?> HashesAsync(TileCoordinate at, int width, CancellationToken ct)
    {
        var tiles = await store.TilesAsync([at], ct);
        if (tiles is not [var tile] || tile.Width < width) return null;
        return tile.Hashes[..(width * MerkleTree.HashSize)];
    }

    private async ValueTask<ReadOnlyMemory<byte>?> EntriesAsync(long number, int width, CancellationToken ct)
    {
        if (number > long.MaxValue / TileCoordinate.FullWidth) return null;
        var leaves = await store.LeavesAsync(number * TileCoordinate.FullWidth, width, ct);
        if (leaves.Count != width) return null;
        return EntryBundle.Write(leaves);
    }
}
