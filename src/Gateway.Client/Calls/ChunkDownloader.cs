using Gateway.Crypto;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// Downloads the chunks of a released section: each has to be the next, each has to open, and the whole counts only once the last was
/// there and all are those that the holder signed.
/// </summary>
internal sealed class ChunkDownloader(GatewayConnection connection)
{
    private readonly Wire.DisclosureService.DisclosureServiceClient _client = new(connection.Invoker);

    /// <summary>Downloads a section into a file.</summary>
    /// <param name="released">The request or the alert that it was released under.</param>
    /// <param name="section">The section, opened.</param>
    /// <param name="file">Where to; no file yet.</param>
    /// <param name="ct">Ends it; nothing is left.</param>
    public async Task DownloadAsync(Wire.DownloadChunksRequest released, OpenedSection section, string file, CancellationToken ct)
    {
        if (!section.IsLarge) throw new ArgumentException("the section has no chunks: its content is there", nameof(section));
        if (File.Exists(file)) throw new IOException("the file is there already");
        var part = file + ".part";
        try
        {
            await ReceiveAsync(released, section, part, ct);
            File.Move(part, file);
        }
        catch (EnvelopeException e)
        {
            throw new ReleaseRefusedException(e.Message, e);
        }
        finally
        {
            File.Delete(part); // what was not proven to the end is nobody's to read
        }
    }

    private async Task ReceiveAsync(Wire.DownloadChunksRequest released, OpenedSection section, string part, CancellationToken ct)
    {
        await using var output = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var key = ChunkManifest.Parse(section.Content.Span).Key;
        using var sequence = new ChunkSequence(section.Label);
        var perseverance = new Perseverance(connection.Time);
        while (!await ReceiveAsync(Asked(released, section.Label, sequence.Next), (key, sequence, output), perseverance, ct)) { }
        sequence.RequireWhole();
        output.Flush(flushToDisk: true);
    }

    /// <summary>False where the stream broke and is worth taking up again.</summary>
    private async Task<bool> ReceiveAsync(
        Wire.DownloadChunksRequest asked, (ChunkKey Key, ChunkSequence Sequence, Stream Output) to, Perseverance perseverance, CancellationToken ct)
    {
        try
        {
            await foreach (var message in GatewayConnection.StreamAsync(o => _client.DownloadChunks(asked, o), ct))
            {
                var chunk = SealedChunk.Parse(message.Chunk.Span);
                to.Sequence.Add(chunk);
                await to.Output.WriteAsync(to.Key.Open(chunk), ct);
            }
            return true;
        }
        catch (GatewayException e) when (perseverance.Allows(e, to.Sequence.Next))
        {
            await perseverance.PauseAsync(ct);
            return to.Sequence.IsEnded;
        }
    }

    private static Wire.DownloadChunksRequest Asked(Wire.DownloadChunksRequest released, SectionLabel label, int from) => new(released)
    {
        RecordId = label.Record, SectionId = label.Section, Version = label.Version, FromIndex = from,
    };
}
