using Gateway.Crypto;
using Google.Protobuf;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>Uploads the chunks of an attachment, from the first that the gateway does not have.</summary>
internal sealed class ChunkUploader(GatewayConnection connection)
{
    private readonly Wire.RecordService.RecordServiceClient _client = new(connection.Invoker);

    /// <summary>Uploads an attachment.</summary>
    /// <param name="attachment">What was sealed.</param>
    /// <param name="of">What it belongs to: record, alert or request.</param>
    /// <param name="ct">Ends it; what was uploaded stays.</param>
    public async Task UploadAsync(SealedAttachment attachment, Wire.UploadStart of, CancellationToken ct)
    {
        var perseverance = new Perseverance(connection.Time);
        var reached = 0;
        while (true)
        {
            try
            {
                if (await NextAsync(attachment, of, ct) is not { } next) return;
                reached = next;
                await GatewayConnection.SendAsync(_client.UploadChunks, Messages(attachment, of, next), ct);
                return;
            }
            catch (GatewayException e) when (perseverance.Allows(e, reached))
            {
                await perseverance.PauseAsync(ct);
            }
        }
    }

    /// <summary>The index that comes next; null where all is there. What the gateway has of another sealing is begun anew.</summary>
    private async Task<int?> NextAsync(SealedAttachment attachment, Wire.UploadStart of, CancellationToken ct)
    {
        try
        {
            var asked = new Wire.GetUploadRequest
            {
                RecordId = of.RecordId, AlertKey = of.AlertKey, RequestId = of.RequestId,
                SectionId = attachment.Label.Section, Version = attachment.Label.Version,
            };
            var there = await connection.CallAsync(o => _client.GetUploadAsync(asked, o), ct);
            if (there.NextIndex > attachment.Count) return 0;
            var own = SectionChunks.Of([.. attachment.Chunks(0).Take(there.NextIndex).Select(c => (ReadOnlyMemory<byte>)c.Digest())]);
            if (!own.IsDigest(there.Digest.Span)) return 0;
            return there.Complete ? null : there.NextIndex;
        }
        catch (GatewayException e) when (e.Failure == GatewayFailure.NotFound)
        {
            return 0;
        }
    }

    private static IEnumerable<Wire.UploadChunksRequest> Messages(SealedAttachment attachment, Wire.UploadStart of, int from)
    {
        var label = attachment.Label;
        yield return new Wire.UploadChunksRequest
        {
            Start = new Wire.UploadStart(of) { SectionId = label.Section, Version = label.Version, FromIndex = from },
        };
        foreach (var chunk in attachment.Chunks(from))
            yield return new Wire.UploadChunksRequest { Chunk = UnsafeByteOperations.UnsafeWrap(chunk.ToJson()) };
    }
}
