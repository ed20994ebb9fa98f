using Gateway.Client;
using Gateway.Crypto;
using Grpc.Core;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Server.Tests.Client;

/// <summary>A download that the gateway ends before the last chunk.</summary>
public sealed class ChunkDownloaderTests
{
    private static readonly byte[] s_content = EndToEnd.Attachment.ContentOf(2 * SealedChunk.Size + 5);

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-download-").FullName;
    private TwoParties _parties = null!; // set before each test
    private StubGateway _gateway = null!; // set before each test
    private GatewayConnection _connection = null!; // set before each test

    [SetUp]
    public async Task SetUp()
    {
        _parties = new TwoParties();
        _gateway = await StubGateway.StartAsync(_parties);
        _connection = _gateway.Connect();
    }

    [TearDown]
    public async Task TearDown()
    {
        await _connection.DisposeAsync();
        await _gateway.DisposeAsync();
        await _parties.DisposeAsync();
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Download_EndedBecauseItsDecisionCountsNoLonger_GoesOnByItself()
    {
        var (client, attachment) = await SealedAsync("a");
        List<int> asked = [];
        _gateway.OnDownload = async (request, stream) =>
        {
            asked.Add(request.FromIndex);
            await SendAsync(attachment, request.FromIndex, stream);
            if (request.FromIndex < 2) throw new RpcException(new Status(StatusCode.Aborted, "by a new decision"));
        };
        var file = Path.Combine(_folder, "a.content");
        await client.Disclosures.DownloadAsync("a-request", Opened(client, attachment), file, default);
        Assert.That(asked, Is.EqualTo([0, 1, 2]));
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(s_content));
    }

    [Test]
    public async Task Download_EndedBecauseTheRequestIsWithdrawn_IsGivenUpAndLeavesNothing()
    {
        var (client, attachment) = await SealedAsync("b");
        _gateway.OnDownload = async (request, stream) =>
        {
            await SendAsync(attachment, request.FromIndex, stream);
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "the request was withdrawn"));
        };
        var file = Path.Combine(_folder, "b.content");
        var failed = await Assert.ThrowsAsync<GatewayException>(
            () => client.Disclosures.DownloadAsync("a-request", Opened(client, attachment), file, default));
        Assert.That(failed?.Failure, Is.EqualTo(GatewayFailure.WrongState));
        Assert.That((File.Exists(file), File.Exists(file + ".part")), Is.EqualTo((false, false)));
    }

    private async Task<(PartyClient Client, SealedAttachment Attachment)> SealedAsync(string file)
    {
        var client = new PartyClient(_connection, _parties.Holder, _parties.State, SqliteLog.Signer.Verifier);
        return (client, await client.Attachments.SealAsync("akt", new PlainSection("avsnitt", "contact", default), "text/plain",
            new MemoryStream(s_content), Path.Combine(_folder, file), default));
    }

    private static OpenedSection Opened(PartyClient client, SealedAttachment attachment) => new(
        SealedSection.Parse(attachment.Section.Envelope.Span, attachment.Section.Signature).Label, client.Sealer.OpenOwn(attachment.Section));

    /// <summary>Sends one chunk.</summary>
    private static async Task SendAsync(SealedAttachment attachment, int index, IServerStreamWriter<Wire.DownloadChunksResponse> stream) =>
        await stream.WriteAsync(new Wire.DownloadChunksResponse { Chunk = EndToEnd.ChunkCalls.Of(attachment)[index] });
}
