using Gateway.Audit;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Grpc.Core;
using SealedSection = Gateway.Protocol.V1.SealedSection;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// A large section that the holder's own system answers: its chunks come to the gateway once its release is logged, and reach the asker alone.
/// The server of these tests knows that social services answer for contact data themselves.
/// </summary>
internal sealed class LargeFulfilmentTests
{
    private static RunningGateway s_gateway = null!;
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-answers-").FullName;

    private static WireClients SocialSystem => s_gateway.Wire(Cast.SocialSystem);

    private static WireClients Police => s_gateway.Wire(Cast.Police);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        s_gateway = await RunningGateway.StartAsync();
        await s_gateway.Wire(Cast.Registrar).Directory.DeclareFulfilmentAsync(new DeclareFulfilmentRequest { Categories = { "contact" } });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await s_gateway.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Fulfil_WithALargeSection_UploadsItOnceItIsReleasedAndReachesTheAsker()
    {
        var (id, answer) = await OwnSystem.AskedAsync(s_gateway);
        answer.Sections.Clear();
        var attachment = await SealAsync(id);
        var fulfilment = await s_gateway.As(Cast.SocialSystem).Disclosures.FulfilAsync(answer, [], [attachment], default);
        Assert.That((fulfilment.Delivered, ChunkCalls.Stored(s_gateway, id)), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
        await OwnSystem.AssessAsync(s_gateway, answer, Cast.Assessor);
        await fulfilment.GoOnAsync(default);
        Assert.That(ChunkCalls.Stored(s_gateway, id), Is.EqualTo(["Request Deposited 3"]));

        var collected = await s_gateway.As(Cast.Police).Disclosures.CollectAsync(id, default);
        var (section, file) = (collected.Fulfilled.Single().Sections.Single(), Place());
        await s_gateway.As(Cast.Police).Disclosures.DownloadAsync(id, section, file, default);
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(Attachment.Content));
        var size = await s_gateway.LogSizeAsync();
        Assert.That((await ChunkCalls.DownloadAsync(Police, Wanted(id, from: 2))).Single().Label.IsLast);
        Assert.That(new GatewayFile(s_gateway.Folder).KindsFrom(size), Is.EqualTo(Enumerable.Repeat(EntryKind.Request, 4)));
    }

    [Test]
    public async Task Upload_BeforeItsReleaseIsLogged_IsRefused()
    {
        var (answer, attachment) = await AnsweredAsync();
        var id = answer.RequestId;
        await RefusedAsync(StatusCode.FailedPrecondition, () => UploadAsync(Cast.SocialSystem, id, attachment));
        await OwnSystem.AssessAsync(s_gateway, answer, Cast.Assessor);
        await RefusedAsync(
            StatusCode.FailedPrecondition, () => UploadAsync(Cast.SocialSystem, id, attachment), "permitted, and not logged as released");
        await SocialSystem.Disclosures.FulfilAsync(answer);
        Assert.That((await UploadAsync(Cast.SocialSystem, id, attachment)).Complete);
        await RefusedAsync(StatusCode.FailedPrecondition, () => ChunkCalls.UploadAsync(
            SocialSystem, new UploadStart { RequestId = id, SectionId = "family", Version = 1 }), "nothing of this category was sealed");
        await RefusedAsync(StatusCode.FailedPrecondition, () => ChunkCalls.UploadAsync(SocialSystem, Start(id, version: 2)));
    }

    [Test]
    public async Task Fulfil_DecidedAnewAndNotReleased_TakesNoMoreChunksAndNoDelivery()
    {
        var (answer, attachment) = await AnsweredAsync();
        var (id, chunks, deliver) = (answer.RequestId, ChunkCalls.Of(attachment), await ReleasedAsync(answer));
        var directory = s_gateway.Wire(Cast.Operator).Directory;
        using var call = SocialSystem.Records.UploadChunks();
        await call.RequestStream.WriteAsync(new UploadChunksRequest { Start = Start(id) });
        await call.RequestStream.WriteAsync(new UploadChunksRequest { Chunk = chunks[0] });
        await Until.TrueAsync(() => Task.FromResult(ChunkCalls.Stored(s_gateway, id) is ["Request Staged 1"]));
        await directory.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(Cast.Police)) { TrainingValidUntil = Cast.Day(-1) });
        var anew = answer.Clone();
        anew.Sections.Clear();
        Assert.That((await SocialSystem.Disclosures.FulfilAsync(anew)).Released, Is.Empty);
        await call.RequestStream.WriteAsync(new UploadChunksRequest { Chunk = chunks[1] });
        await RefusedAsync(StatusCode.FailedPrecondition, () => call.ResponseAsync);
        Assert.That(ChunkCalls.Stored(s_gateway, id), Is.EqualTo(["Request Abandoned 1"]).Or.Empty);
        await RefusedAsync(StatusCode.FailedPrecondition, () => UploadAsync(Cast.SocialSystem, id, attachment));
        await RefusedAsync(StatusCode.InvalidArgument, () => SocialSystem.Disclosures.DeliverAsync(deliver).ResponseAsync);
        await directory.RegisterOfficerAsync(Cast.Registration(Cast.Police));
        await DeliverAsync(answer, attachment);
        Assert.That(await ChunkCalls.DownloadAsync(Police, Wanted(id)), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Fulfil_SentAgain_GoesOnWithItsChunksAndAnotherSealingDoesNot()
    {
        var (answer, attachment) = await AnsweredAsync();
        var id = (await ReleasedAsync(answer)).RequestId;
        await ChunkCalls.UploadAsync(SocialSystem, Start(id), ChunkCalls.Of(attachment)[0]);
        await SocialSystem.Disclosures.FulfilAsync(answer);
        Assert.That(ChunkCalls.Stored(s_gateway, id), Is.EqualTo(["Request Staged 1"]));
        await ReplaceAsync(answer, await SealAsync(id));
        Assert.That(ChunkCalls.Stored(s_gateway, id), Is.EqualTo(["Request Abandoned 1"]).Or.Empty);
    }

    [Test]
    public async Task Upload_ForAnothersRequestOrWithoutTheRole_IsRefused()
    {
        var (answer, attachment) = await AnsweredAsync();
        var id = (await ReleasedAsync(answer)).RequestId;
        await RefusedAsync(StatusCode.NotFound, () => UploadAsync(Cast.HeadTeacher, id, attachment));
        await RefusedAsync(StatusCode.NotFound, () => UploadAsync(Cast.Police, id, attachment));
        await RefusedAsync(StatusCode.NotFound, () => UploadAsync(Cast.SocialSystem, new string('0', 32), attachment));
        await RefusedAsync(StatusCode.NotFound, () => UploadAsync(Cast.SocialSystem, "akt", attachment));
        await RefusedAsync(StatusCode.PermissionDenied, () => UploadAsync(Cast.SocialWorker, id, attachment));
        Assert.That((await UploadAsync(Cast.Registrar, id, attachment)).Complete);
    }

    [Test]
    public async Task Deliver_WithoutAllOfItsChunks_IsRefusedAndHandsOutNothing()
    {
        var (answer, attachment) = await AnsweredAsync();
        var (id, chunks, deliver) = (answer.RequestId, ChunkCalls.Of(attachment), await ReleasedAsync(answer));
        await RefusedAsync(StatusCode.FailedPrecondition, "not uploaded");
        await ChunkCalls.UploadAsync(SocialSystem, Start(id), chunks[0], chunks[1]);
        await RefusedAsync(StatusCode.FailedPrecondition, "cut short");
        await ChunkCalls.UploadAsync(SocialSystem, Start(id), chunks[0], ChunkCalls.Of(await SealAsync(id))[1], chunks[2]);
        await RefusedAsync(StatusCode.InvalidArgument, "not those");
        Assert.That((await Police.Disclosures.CollectAsync(new CollectRequest { RequestId = id })).Fulfilled, Is.Empty);
        await ChunkCalls.NotFoundAsync(Police, Wanted(id));
        await ChunkCalls.UploadAsync(SocialSystem, Start(id), chunks[0]);
        await ChunkCalls.UploadAsync(SocialSystem, Start(id, from: 1), chunks[1], chunks[2]);
        await SocialSystem.Disclosures.DeliverAsync(deliver);
        Assert.That(await ChunkCalls.DownloadAsync(Police, Wanted(id)), Has.Count.EqualTo(3));
        await LargeFulfilmentTests.RefusedAsync(StatusCode.AlreadyExists, () => UploadAsync(Cast.SocialSystem, id, attachment));

        async Task RefusedAsync(StatusCode status, string why)
        {
            var refused = await Refusal.OfAsync(() => SocialSystem.Disclosures.DeliverAsync(deliver).ResponseAsync);
            Assert.That(refused.StatusCode, Is.EqualTo(status));
            Assert.That(refused.Status.Detail, Does.Contain("sections[0]").And.Contain(why));
        }
    }

    [Test]
    public async Task Download_ByAnotherPartyOrOfAnotherSection_IsNotFound()
    {
        var (id, _, _) = await DeliveredAsync();
        Assert.That(await ChunkCalls.DownloadAsync(Police, Wanted(id)), Has.Count.EqualTo(3));
        await ChunkCalls.NotFoundAsync(s_gateway.Wire(Cast.HeadTeacher), Wanted(id));
        await ChunkCalls.NotFoundAsync(SocialSystem, Wanted(id));
        await ChunkCalls.NotFoundAsync(Police, new DownloadChunksRequest(Wanted(id)) { Version = 2 });
        await ChunkCalls.NotFoundAsync(Police, new DownloadChunksRequest(Wanted(id)) { SectionId = "family" });
        var (other, _, _) = await DeliveredAsync();
        await ChunkCalls.NotFoundAsync(Police, new DownloadChunksRequest(Wanted(id)) { RecordId = other });
        await ChunkCalls.NotFoundAsync(Police, new DownloadChunksRequest(Wanted(id)) { RequestId = "", AlertId = id });
    }

    [Test]
    public async Task Download_OnceTheRequestIsWithdrawn_IsRefused()
    {
        var (id, _, _) = await DeliveredAsync();
        await Police.Disclosures.WithdrawRequestAsync(new WithdrawRequestRequest { RequestId = id });
        await RefusedAsync(StatusCode.FailedPrecondition, () => ChunkCalls.DownloadAsync(Police, Wanted(id)));
    }

    [Test]
    public async Task Withdraw_BetweenTwoChunks_EndsTheDownload()
    {
        var (id, _, attachment) = await DeliveredAsync(5_000_000);
        List<SealedChunk> got = [];
        await RefusedAsync(StatusCode.FailedPrecondition, () => ChunkCalls.DownloadAsync(Police, Wanted(id), got, async () =>
            await Police.Disclosures.WithdrawRequestAsync(new WithdrawRequestRequest { RequestId = id })));
        Assert.That(got, Has.Count.InRange(1, attachment.Count - 1));
    }

    [Test]
    public async Task Download_WhenTheOfficersTrainingHasRunOut_IsNotFound()
    {
        var (id, _, _) = await DeliveredAsync();
        var directory = s_gateway.Wire(Cast.Operator).Directory;
        await directory.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(Cast.Police)) { TrainingValidUntil = Cast.Day(-1) });
        await ChunkCalls.NotFoundAsync(Police, Wanted(id));
        await directory.RegisterOfficerAsync(Cast.Registration(Cast.Police));
        Assert.That(await ChunkCalls.DownloadAsync(Police, Wanted(id)), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Download_OfWhatIsWrappedForAKeyThatIsRevokedSince_IsRefused()
    {
        var (id, _, _) = await DeliveredAsync();
        var file = new GatewayFile(s_gateway.Folder);
        // The party's newest key counts still: what was delivered is not for it.
        file.Run("UPDATE recipient_keys SET revoked_at = 1, is_compromised = 0 WHERE party = 'polisen'");
        var refused = await Refusal.OfAsync(() => ChunkCalls.DownloadAsync(Police, Wanted(id)));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(refused.Status.Detail, Does.Contain("revoked since"));
        file.Run("UPDATE recipient_keys SET revoked_at = NULL, is_compromised = NULL WHERE party = 'polisen'");
        Assert.That(await ChunkCalls.DownloadAsync(Police, Wanted(id)), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Report_WrongDataBetweenTwoChunks_EndsTheDownloadAndMakesRoomForAnotherAnswer()
    {
        var (id, answer, attachment) = await DeliveredAsync(5_000_000);
        List<SealedChunk> got = [];
        await RefusedAsync(StatusCode.Aborted, () => ChunkCalls.DownloadAsync(Police, Wanted(id), got, async () =>
            await SocialSystem.Disclosures.ReportWrongDataAsync(new ReportWrongDataRequest { RequestId = id })));
        Assert.That(got, Has.Count.InRange(1, attachment.Count - 1));
        await ChunkCalls.NotFoundAsync(Police, Wanted(id));

        var right = await ReplaceAsync(answer, await SealAsync(id));
        await DeliverAsync(answer, right);
        var anew = await ChunkCalls.DownloadAsync(Police, Wanted(id));
        Assert.That(anew.Select(c => c.ToJson()), Is.EqualTo(ChunkCalls.Of(right).Select(c => c.ToByteArray())));
    }

    [Test]
    public async Task Erase_ThePersonAskedAbout_TakesTheChunks()
    {
        var person = People.Adult();
        var (id, answer, _) = await DeliveredAsync(person: person);
        await s_gateway.Wire(Cast.Assessor).Disclosures.AssessAsync(
            new AssessRequest { RequestId = id, RequestDigest = answer.RequestDigest, Close = true });
        await Gallring.ErasedAsync(s_gateway, Gallring.Of(person));
        await RefusedAsync(StatusCode.FailedPrecondition, () => ChunkCalls.DownloadAsync(Police, Wanted(id)));
        await Until.TrueAsync(() => Task.FromResult(ChunkCalls.Stored(s_gateway, id).Count == 0));
    }

    [Test]
    public async Task Fulfil_InAnotherVersion_IsRefused()
    {
        var (id, answer) = await OwnSystem.AskedAsync(s_gateway);
        var identity = s_gateway.IdentityOf("soc");
        foreach (var version in (int[])[2, 1])
        {
            var label = new SectionLabel(id, "contact", "contact", version, "soc");
            var section = Envelope.Seal("Uppgift."u8, label, identity.Signing, identity.Recipient.Public);
            answer.Sections[0] = new SealedSection(answer.Sections[0])
            {
                Version = version, Envelope = Google.Protobuf.ByteString.CopyFrom(section.ToEnvelopeJson()), Signature = section.Signature,
            };
            var call = SocialSystem.Disclosures.FulfilAsync(answer).ResponseAsync;
            if (version == 1) await call;
            else Assert.That(Refusal.FieldsOf(await Refusal.OfAsync(() => call)), Is.EqualTo(["sections[0]"]));
        }
    }

    private static UploadStart Start(string request, int from = 0, int version = 1) =>
        new() { RequestId = request, SectionId = "contact", Version = version, FromIndex = from };

    private static DownloadChunksRequest Wanted(string request, int from = 0) =>
        new() { RequestId = request, RecordId = request, SectionId = "contact", Version = 1, FromIndex = from };

    private static Task<UploadChunksResponse> UploadAsync(Official officer, string request, SealedAttachment attachment) =>
        ChunkCalls.UploadAsync(s_gateway.Wire(officer), Start(request), ChunkCalls.Of(attachment));

    private static async Task RefusedAsync(StatusCode status, Func<Task> call, string why = "") =>
        Assert.That((await Refusal.OfAsync(call)).StatusCode, Is.EqualTo(status), why);

    private string Place() => Path.Combine(_folder, Town.Name("fil"));

    private Task<SealedAttachment> SealAsync(string request, int size = 2 * SealedChunk.Size + 5) =>
        s_gateway.As(Cast.SocialSystem).Attachments.SealToSelfAsync(
            request, Messages.Section("contact", ""), "application/pdf", new MemoryStream(Attachment.ContentOf(size)), Place(), default);

    /// <summary>An answer with a large section to a request that waits, sent; it waits for an officer.</summary>
    private async Task<(FulfilRequest Answer, SealedAttachment Attachment)> AnsweredAsync(int size = 2 * SealedChunk.Size + 5, Subject? person = null)
    {
        var (id, answer) = await OwnSystem.AskedAsync(s_gateway, person: person);
        return (answer, await ReplaceAsync(answer, await SealAsync(id, size)));
    }

    /// <summary>Sends an answer with another section.</summary>
    private static async Task<SealedAttachment> ReplaceAsync(FulfilRequest answer, SealedAttachment attachment)
    {
        answer.Sections[0] = attachment.Section;
        await SocialSystem.Disclosures.FulfilAsync(answer);
        return attachment;
    }

    /// <summary>Has an answer permitted and logged as released; ready to be uploaded and delivered.</summary>
    private static async Task<DeliverRequest> ReleasedAsync(FulfilRequest answer)
    {
        await OwnSystem.AssessAsync(s_gateway, answer, Cast.Assessor);
        var released = await SocialSystem.Disclosures.FulfilAsync(answer);
        var leaves = released.Receipts.Select(r => (ReadOnlyMemory<byte>)MerkleTree.LeafHash(r.Leaf.Span));
        var wrapped = OwnSystem.Wrapped(s_gateway, answer, released.RecipientKey, Envelope.ReleasePartyInfo(leaves));
        return new DeliverRequest { RequestId = answer.RequestId, Sections = { wrapped } };
    }

    /// <summary>A large answer that is delivered, and the id of its request.</summary>
    private async Task<(string Id, FulfilRequest Answer, SealedAttachment Attachment)> DeliveredAsync(
        int size = 2 * SealedChunk.Size + 5, Subject? person = null)
    {
        var (answer, attachment) = await AnsweredAsync(size, person);
        await DeliverAsync(answer, attachment);
        return (answer.RequestId, answer, attachment);
    }

    private static async Task DeliverAsync(FulfilRequest answer, SealedAttachment attachment)
    {
        var deliver = await ReleasedAsync(answer);
        await UploadAsync(Cast.SocialSystem, answer.RequestId, attachment);
        await SocialSystem.Disclosures.DeliverAsync(deliver);
    }
}
