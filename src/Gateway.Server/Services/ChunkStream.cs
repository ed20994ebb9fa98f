using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Server.Services;

/// <summary>
/// Sends the chunks that a decision let go, for as long as it counts: an officer may be revoked meanwhile, or a case closed, and who goes on after
/// that is decided on anew.
/// </summary>
internal sealed class ChunkStream(TimeProvider time)
{
    /// <summary>How long a decision counts; 2 GiB, which are 2.9 GB as JSON, go by one at 77 Mbit/s.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Sends them to the last.</summary>
    /// <param name="from">Index of the first.</param>
    /// <param name="count">How many the section has.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="to">Where to.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="RefusedException">The decision counts no longer; whoever asks from the next chunk on gets another.</exception>
    public async Task SendAsync(
        int from, int count, Func<int, ValueTask<SealedChunk>> read, IServerStreamWriter<DownloadChunksResponse> to, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        for (var index = from; index < count; index++)
        {
            if (time.GetElapsedTime(began) >= Longest)
                throw new RefusedException(Refusal.UnderWay, $"the download goes on with chunk {index}: by a new decision");
            var chunk = await read(index);
            await to.WriteAsync(new DownloadChunksResponse { Chunk = UnsafeByteOperations.UnsafeWrap(chunk.ToJson()) }, ct);
        }
    }
}
