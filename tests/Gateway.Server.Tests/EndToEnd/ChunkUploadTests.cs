using Gateway.Client;
using Gateway.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Uploads that are not, chunk after chunk, what their deposit names: a named error each, and nothing stored.</summary>
internal sealed class ChunkUploadTests
{
    [TestCase("`aad.index` is 1 where 0 comes next", 0, 1)]
    [TestCase("`aad.index` is 2 where 1 comes next", 1, 0, 2)]
    [TestCase("`aad.index` is 0 where 1 comes next", 1, 0, 0)]
    [TestCase("`aad.index` is 1 where 2 comes next", 2, 0, 1, 1)]
    [TestCase("the sequence has ended", 3, 0, 1, 2, 2)]
    public async Task Upload_LeftOutReorderedOrRepeated_StopsAtTheChunkThatIsWrong(string name, int stored, params int[] order)
    {
        using var attachment = await Attachment.SealedAsync();
        var chunks = Attachment.ChunksOf(attachment.Sealed);
        var refused = await Refusal.OfAsync(() => attachment.UploadAsync(Cast.Registrar, 0, [.. order.Select(i => chunks[i])]));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(refused.Status.Detail, Does.Contain(name));
        Assert.That((await attachment.StoredAsync()).NextIndex, Is.EqualTo(stored));
    }

    [Test]
    public async Task Upload_OfAnotherSectionsChunk_IsRefused()
    {
        using var attachment = await Attachment.SealedAsync();
        foreach (var other in (SealedAttachment[])[await attachment.SealAsync(attachment.Record.RecordId, "annat"),
            await attachment.SealAsync("annan-akt"), await attachment.SealAsync(attachment.Record.RecordId, version: 2)])
        {
            var chunks = Attachment.ChunksOf(attachment.Sealed);
            var refused = await Refusal.OfAsync(() => attachment.UploadAsync(Cast.Registrar, 0, chunks[0], Attachment.ChunksOf(other)[1]));
            Assert.That(refused.Status.Detail, Does.Contain("another record, section, version or holder"));
            Assert.That((await attachment.StoredAsync()).NextIndex, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Upload_OfWhatIsNoChunk_IsRefusedByName()
    {
        using var attachment = await Attachment.SealedAsync();
        var last = Attachment.ChunksOf(attachment.Sealed)[2].ToStringUtf8();
        (string Json, string Name)[] cases =
        [
            ("", "not one JSON object"), ("{}", "lacks a member"), (last[..^1], "not one JSON object"),
            (last.Replace("eyJhbGci", "eyJhbGcj", StringComparison.Ordinal), "`protected`"),
            (last.Replace("\"tag\":\"", "\"tag\":\"=", StringComparison.Ordinal), "`tag`"),
            (last.Replace("\"iv\":", "\"zip\":\"DEF\",\"iv\":", StringComparison.Ordinal), "outside the profile"),
        ];
        foreach (var (json, name) in cases)
        {
            var refused = await Refusal.OfAsync(() => attachment.UploadAsync(Cast.Registrar, 0, ByteString.CopyFromUtf8(json)));
            Assert.That((refused.StatusCode, refused.Status.Detail.Contains(name, StringComparison.Ordinal)), Is.EqualTo((StatusCode.InvalidArgument, true)), name);
            Assert.That((await attachment.StoredAsync()).NextIndex, Is.Zero);
        }
    }

    [Test]
    public async Task Deposit_BeforeItsChunksOrWithSomeMissing_StoresNothing()
    {
        using var attachment = await Attachment.SealedAsync();
        var chunks = Attachment.ChunksOf(attachment.Sealed);
        await RefusedAsync(attachment, StatusCode.FailedPrecondition, "not uploaded");
        await attachment.UploadAsync(Cast.Registrar, 0, chunks[0], chunks[1]);
        await RefusedAsync(attachment, StatusCode.FailedPrecondition, "cut short");
        await attachment.UploadAsync(Cast.Registrar, 2, chunks[2]);
        await attachment.DepositAloneAsync();
        Assert.That((await attachment.StoredAsync()).Deposited);
        // Whoever lost the reply deposits again.
        await attachment.DepositAloneAsync();
    }

    [Test]
    public async Task Deposit_OfChunksMixedFromTwoSealings_StoresNothing()
    {
        using var attachment = await Attachment.SealedAsync();
        var (chunks, other) = (Attachment.ChunksOf(attachment.Sealed), Attachment.ChunksOf(await attachment.SealAsync(attachment.Record.RecordId)));
        await attachment.UploadAsync(Cast.Registrar, 0, chunks[0], other[1], chunks[2]);
        await RefusedAsync(attachment, StatusCode.InvalidArgument, "not those");
        await attachment.UploadAsync(Cast.Registrar, 0, [.. chunks]);
        await attachment.DepositAloneAsync();
    }

    [Test]
    public async Task Upload_GoingOnWhereAnotherChunkComesNext_IsRefused()
    {
        using var attachment = await Attachment.SealedAsync();
        var chunks = Attachment.ChunksOf(attachment.Sealed);
        Assert.That((await Refusal.OfAsync(() => attachment.UploadAsync(Cast.Registrar, 1, chunks[1]))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        await attachment.UploadAsync(Cast.Registrar, 0, chunks[0], chunks[1]);
        Assert.That((await Refusal.OfAsync(() => attachment.UploadAsync(Cast.Registrar, 1, chunks[1]))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        var answer = await attachment.UploadAsync(Cast.Registrar, 2, chunks[2]);
        Assert.That((answer.NextIndex, answer.Complete), Is.EqualTo((3, true)));
    }

    [Test]
    public async Task Upload_WhileAnotherBegins_StoresNoMoreOfIt()
    {
        using var attachment = await Attachment.SealedAsync();
        var chunks = Attachment.ChunksOf(attachment.Sealed);
        using var first = Town.Wire(Cast.Registrar).Records.UploadChunks();
        await first.RequestStream.WriteAsync(new UploadChunksRequest { Start = attachment.Start(0) });
        await first.RequestStream.WriteAsync(new UploadChunksRequest { Chunk = chunks[0] });
        await Until.TrueAsync(async () => (await attachment.StoredAsync()).NextIndex == 1);
        await attachment.UploadAsync(Cast.Registrar, 0, chunks[0]);
        await first.RequestStream.WriteAsync(new UploadChunksRequest { Chunk = chunks[1] });
        Assert.That((await Refusal.OfAsync(() => first.ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.Aborted));
        Assert.That((await attachment.StoredAsync()).NextIndex, Is.EqualTo(1));
    }

    [Test]
    public async Task Upload_OfAVersionThatIsDeposited_IsRefused()
    {
        using var attachment = await Attachment.DepositedAsync();
        var refused = await Refusal.OfAsync(() => attachment.UploadAsync(Cast.Registrar, 0, [.. Attachment.ChunksOf(attachment.Sealed)]));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.AlreadyExists));
        var other = await Refusal.OfAsync(async () => await attachment.DepositAloneAsync(await attachment.SealAsync(attachment.Record.RecordId)));
        Assert.That(other.StatusCode, Is.EqualTo(StatusCode.AlreadyExists));
    }

    [Test]
    public async Task Upload_ByAnOfficerWithoutTheRole_IsRefusedAndLogged()
    {
        using var attachment = await Attachment.SealedAsync();
        var size = await Town.Gateway.LogSizeAsync();
        var refused = await Refusal.OfAsync(() => attachment.UploadAsync(Cast.SocialWorker, 0, [.. Attachment.ChunksOf(attachment.Sealed)]));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(size), Is.EqualTo([Audit.EntryKind.Refusal]));
        Assert.That((await Refusal.OfAsync(() => attachment.StoredAsync(Cast.SocialWorker))).StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        // Another party's registrar has uploads of its own party alone.
        await attachment.UploadAsync(Cast.Registrar, 0, [.. Attachment.ChunksOf(attachment.Sealed)]);
        Assert.That((await Refusal.OfAsync(() => attachment.StoredAsync(Cast.Police))).StatusCode, Is.EqualTo(StatusCode.NotFound));
    }

    [Test]
    public async Task Upload_WithoutAStart_IsRefused()
    {
        using var call = Town.Wire(Cast.Registrar).Records.UploadChunks();
        await call.RequestStream.WriteAsync(new UploadChunksRequest { Chunk = ByteString.CopyFromUtf8("{}") });
        Assert.That(Refusal.FieldsOf(await Refusal.OfAsync(() => call.ResponseAsync)), Is.EqualTo(["start"]));
    }

    private static async Task RefusedAsync(Attachment attachment, StatusCode status, string why)
    {
        var refused = await Refusal.OfAsync(() => attachment.DepositAloneAsync());
        Assert.That(refused.StatusCode, Is.EqualTo(status));
        Assert.That(refused.Status.Detail, Does.Contain("sections[0]").And.Contain(why));
        var stored = new GatewayFile(Town.Gateway.Folder).Column(
            $"SELECT section FROM record_sections WHERE record = '{attachment.Record.RecordId}'");
        Assert.That(stored, Is.Empty);
    }
}
