using Gateway.Crypto;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// Downloads the chunks of a released section: each has to be the next, each has to open, and the whole counts only once the last was
/// there and all are those that the holder signed.
/// </summary>
internal sealed class ChunkDownloader(GatewayConnection connection, Wire.DisclosureService.DisclosureServiceClient client)
{
    public async Task DownloadAsync(string requestId, OpenedSection section, string file, CancellationToken ct)
    {
        if (!section.IsLarge) throw new ArgumentException("the section has no chunks: its content is there", nameof(section));
        if (File.Exists(file)) throw new IOException("the file is there already");
        var part = file + ".part";
        try
        {
            await ReceiveAsync(requestId, section, part, ct);
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

    private async Task ReceiveAsync(string requestId, OpenedSection section, string part, CancellationToken ct)
    {
        await using var output = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var key = ChunkManifest.Parse(section.Content.Span).Key;
        using var sequence = new ChunkSequence(section.Label);
        var perseverance = new Perseverance(connection.Time);
        while (!await ReceiveAsync(Asked(requestId, section.Label, sequence.Next), (key, sequence, output), perseverance, ct)) { }
        sequence.RequireWhole();
        output.Flush(flushToDisk: true);
    }

    /// <summary>False where the stream broke and is worth taking up again.</summary>
    private async Task<bool> ReceiveAsync(
        Wire.DownloadChunksRequest asked, (ChunkKey Key, ChunkSequence Sequence, Stream Output) to, Perseverance perseverance, CancellationToken ct)
    {
        try
        {
            await foreach (var message in GatewayConnection.StreamAsync(o => client.DownloadChunks(asked, o), ct))
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

    private static Wire.DownloadChunksRequest Asked(string requestId, SectionLabel label, int from) => new()
    {
        RequestId = requestId, RecordId = label.Record, SectionId = label.Section, Version = label.Version, FromIndex = from,
    };
}
