using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Server.Services;
using Gateway.Server.Tests.Keys;
using Grpc.Core;

namespace Gateway.Server.Tests.Services;

/// <summary>One decision lets chunks go for a time; then another is needed.</summary>
public sealed class ChunkStreamTests
{
    private readonly ManualTime _time = new();

    [Test]
    public async Task Send_FromAnIndex_SendsToTheLast()
    {
        var sent = new Sent();
        await SendAsync(from: 2, count: 5, TimeSpan.Zero, sent);
        Assert.That(sent.Indexes, Is.EqualTo([2, 3, 4]));
    }

    [Test]
    public async Task Send_BeyondTheTimeOfItsDecision_EndsBeforeTheNextChunkAndGoesOnFromThere()
    {
        var (sent, each) = (new Sent(), ChunkStream.Longest / 2);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => SendAsync(from: 0, count: 4, each, sent));
        Assert.That((refused?.Refusal, refused?.Message.Contains("chunk 2", StringComparison.Ordinal)), Is.EqualTo((Refusal.UnderWay, true)));
        Assert.That(sent.Indexes, Is.EqualTo([0, 1]));
        await SendAsync(from: 2, count: 4, each - TimeSpan.FromTicks(1), sent);
        Assert.That(sent.Indexes, Is.EqualTo([0, 1, 2, 3]));
    }

    /// <summary>Sends chunks each of which takes a time to be read.</summary>
    private Task SendAsync(int from, int count, TimeSpan each, Sent to) => new ChunkStream(_time).SendAsync(from, count, index =>
    {
        _time.Advance(each);
        return ValueTask.FromResult(new SealedChunk(
            new ChunkLabel("soc", "akt", "avsnitt", 1, index, index == count - 1), new byte[SealedChunk.Size + SealedChunk.Overhead]));
    }, to, CancellationToken.None);

    private sealed class Sent : IServerStreamWriter<DownloadChunksResponse>
    {
        public List<int> Indexes { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(DownloadChunksResponse message)
        {
            Indexes.Add(SealedChunk.Parse(message.Chunk.Span).Label.Index);
            return Task.CompletedTask;
        }

        public Task WriteAsync(DownloadChunksResponse message, CancellationToken cancellationToken) => WriteAsync(message);
    }
}
