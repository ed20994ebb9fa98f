using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Google.Protobuf;
using SealedSection = Gateway.Crypto.SealedSection;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Uploads and downloads of chunks by the generated clients, as they are given.</summary>
internal static class ChunkCalls
{
    /// <summary>The chunks of what was sealed, as they are uploaded.</summary>
    public static IReadOnlyList<ByteString> Of(SealedAttachment attachment)
    {
        var label = SealedSection.Parse(attachment.Section.Envelope.Span, attachment.Section.Signature).Label;
        var bytes = File.ReadAllBytes(attachment.File);
        const int stride = SealedChunk.Size + SealedChunk.Overhead;
        return [.. bytes.Chunk(stride).Select((b, i) =>
            ByteString.CopyFrom(new SealedChunk(ChunkLabel.Of(label, i, i == attachment.Count - 1), b).ToJson()))];
    }

    public static async Task<UploadChunksResponse> UploadAsync(WireClients wire, UploadStart start, params IEnumerable<ByteString> chunks)
    {
        using var call = wire.Records.UploadChunks();
        try
        {
            await call.RequestStream.WriteAsync(new UploadChunksRequest { Start = start });
            foreach (var chunk in chunks) await call.RequestStream.WriteAsync(new UploadChunksRequest { Chunk = chunk });
            await call.RequestStream.CompleteAsync();
        }
        catch (Grpc.Core.RpcException)
        {
            // Refused before the end: the answer says why.
        }
        return await call.ResponseAsync;
    }

    /// <summary>Downloads to the end.</summary>
    /// <param name="wire">Whose clients.</param>
    /// <param name="wanted">What.</param>
    /// <param name="afterTheFirst">Done once the first chunk has come.</param>
    /// <param name="got">The chunks, also where the call ends with a refusal.</param>
    public static async Task DownloadAsync(WireClients wire, DownloadChunksRequest wanted, List<SealedChunk> got, Func<Task>? afterTheFirst = null)
    {
        using var call = wire.Disclosures.DownloadChunks(wanted);
        while (await call.ResponseStream.MoveNext(default))
        {
            got.Add(SealedChunk.Parse(call.ResponseStream.Current.Chunk.Span));
            if (got.Count == 1 && afterTheFirst is not null) await afterTheFirst();
        }
    }

    public static async Task<IReadOnlyList<SealedChunk>> DownloadAsync(WireClients wire, DownloadChunksRequest wanted)
    {
        List<SealedChunk> got = [];
        await DownloadAsync(wire, wanted, got);
        return got;
    }

    /// <summary>The one answer for what is not there, not the caller's, or not released.</summary>
    public static async Task NotFoundAsync(WireClients wire, DownloadChunksRequest wanted)
    {
        var refused = await Refusal.OfAsync(() => DownloadAsync(wire, wanted));
        Assert.That((refused.StatusCode, refused.Status.Detail), Is.EqualTo((Grpc.Core.StatusCode.NotFound, "nothing of yours has this id")));
    }

    /// <summary>States of a gateway's uploads under a record, alert or request, the newest last, with how many chunks lie there.</summary>
    public static IReadOnlyList<string> Stored(RunningGateway gateway, string record) => new GatewayFile(gateway.Folder).Column(
        "SELECT place || ' ' || state || ' ' || (SELECT COUNT(*) FROM chunks WHERE upload = id) FROM uploads "
        + $"WHERE record = '{record}' ORDER BY id");
}
