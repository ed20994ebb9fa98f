using System.Text;
using Gateway.Audit;

namespace Gateway.Cli.Log;

/// <summary>A file with the last checkpoint of a log that was found sound.</summary>
internal sealed class RememberedCheckpoint(string path)
{
    /// <summary>The checkpoint; null before the first.</summary>
    /// <exception cref="InvalidDataException">The file holds none that the log signed.</exception>
    public async ValueTask<Checkpoint?> ReadAsync(TileLog log, IReadOnlyCollection<NoteVerifier> keys, CancellationToken ct)
    {
        if (!File.Exists(path)) return null;
        return await log.TrustedAsync(await File.ReadAllBytesAsync(path, ct), path, keys, ct);
    }

    /// <summary>Replaces it, at once and durably: a crash leaves the one or the other.</summary>
    public void Write(Checkpoint checkpoint)
    {
        var written = $"{path}.new";
        using (var file = new FileStream(written, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(checkpoint.Note));
            file.Flush(flushToDisk: true);
        }
        File.Move(written, path, overwrite: true);
    }
}
