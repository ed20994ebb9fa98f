using System.Text;

namespace Gateway.Audit;

/// <summary>A log exported to a folder.</summary>
public sealed class TileFolder(string folder) : ITileSource
{
    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken ct)
    {
        var file = Path.Combine(folder, path);
        if (!File.Exists(file)) return null; // in a conditional expression it would become an empty file
        return await File.ReadAllBytesAsync(file, ct);
    }

    /// <summary>
    /// Copies a log into the folder. The checkpoint is read first and written last: it speaks only of what is there, and a
    /// copy that was cut short is not taken for a log.
    /// </summary>
    /// <param name="source">The log.</param>
    /// <param name="progress">Told the number of files written so far.</param>
    /// <param name="ct">Ends the copying between files.</param>
    /// <exception cref="InvalidDataException">The source lacks its checkpoint or a file that it speaks of.</exception>
    public async Task<Checkpoint> CopyAsync(ITileSource source, IProgress<long>? progress, CancellationToken ct)
    {
        var note = await ReadAsync(source, "checkpoint", ct);
        var checkpoint = Checkpoint.Parse(NoteText.Read(note.Span));
        long files = 0;
        foreach (var (tile, width) in TileCoordinate.AllOf(checkpoint.Size))
        {
            var path = tile.Path(width);
            await WriteAsync(path, await ReadAsync(source, path, ct), ct);
            if (tile.Level == 0)
            {
                path = TileCoordinate.EntriesPath(tile.Number, width);
                await WriteAsync(path, await ReadAsync(source, path, ct), ct);
                files++;
            }
            progress?.Report(++files);
        }
        var position = 0;
        foreach (var succession in await KeySuccession.ReadAllAsync(source, ct))
            await WriteAsync(KeySuccession.Path(++position), Encoding.UTF8.GetBytes(succession.Note), ct);
        if (await source.ReadAsync(PrunedDetails.Path, ct) is { } pruned) await WriteAsync(PrunedDetails.Path, pruned, ct);
        await WriteAsync("log.vkey", await ReadAsync(source, "log.vkey", ct), ct);
        await WriteAsync("checkpoint", note, ct);
        return checkpoint;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(ITileSource source, string path, CancellationToken ct) =>
        await source.ReadAsync(path, ct) ?? throw new InvalidDataException($"the log has no `{path}`");

    private async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? folder);
        await File.WriteAllBytesAsync(file, content, ct);
    }
}
