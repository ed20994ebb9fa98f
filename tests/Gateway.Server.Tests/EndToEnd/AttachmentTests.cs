using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A large section on its way from its holder to whoever it is released to.</summary>
internal sealed class AttachmentTests
{
    [Test]
    public async Task Download_OfWhatWasReleased_IsWhatWasSealed()
    {
        using var attachment = await Attachment.DepositedAsync();
        var request = await attachment.ReleasedAsync();
        var (opened, file) = (await OpenedAsync(request), attachment.Place());
        Assert.That((opened.IsLarge, ChunkManifest.Parse(opened.Content.Span).MediaType), Is.EqualTo((true, "application/pdf")));
        await Town.As(Cast.Police).Disclosures.DownloadAsync(request, opened, file, default);
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(Attachment.Content));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(file)!, "*.part"), Is.Empty);
    }

    [Test]
    public async Task Release_OfALargeSection_RewrapsOneKeyAndTouchesNoChunk()
    {
        using var attachment = await Attachment.DepositedAsync();
        var request = await attachment.ReleasedAsync();
        var released = (await Inquiry.CollectAsync(request)).Release.Sections.Single();
        var section = Crypto.SealedSection.Parse(released.Envelope.Span, released.Signature);
        Assert.That((section.Recipients.Count, released.Envelope.Length < 2048), Is.EqualTo((1, true)));
        var chunks = await attachment.DownloadAsync(Cast.Police, request);
        Assert.That(chunks.Select(c => c.ToJson()), Is.EqualTo(Attachment.ChunksOf(attachment.Sealed).Select(c => c.ToByteArray())));
    }

    [Test]
    public async Task Download_FromAnIndexOn_GivesTheRest()
    {
        using var attachment = await Attachment.DepositedAsync();
        var request = await attachment.ReleasedAsync();
        Assert.That((await attachment.DownloadAsync(Cast.Police, request, from: 1)).Select(c => c.Label.Index), Is.EqualTo([1, 2]));
        var behind = await Refusal.OfAsync(() => attachment.DownloadAsync(Cast.Police, request, from: 3));
        Assert.That(behind.StatusCode, Is.EqualTo(StatusCode.OutOfRange));
    }

    [Test]
    public async Task Download_OfWhatWasReleased_TellsBothReviewersWhichSection()
    {
        using var attachment = await Attachment.DepositedAsync();
        var request = await attachment.ReleasedAsync();
        Official[] reviewers = [Cast.PoliceReviewer, Cast.Reviewer];
        foreach (var reviewer in reviewers) Assert.That(await DetailsAsync(reviewer), Does.Not.Contain(@"""download"""));
        await attachment.DownloadAsync(Cast.Police, request);
        foreach (var reviewer in reviewers) Assert.That(await DetailsAsync(reviewer), Does.Contain(@"""download"":""avsnitt"""));

        async Task<string> DetailsAsync(Official reviewer) => Review.Text(await Review.DisclosuresAsync(reviewer, attachment.Person));
    }

    [Test]
    public async Task Download_OfAnothersRequestOrVersion_IsNotFound()
    {
        using var attachment = await Attachment.DepositedAsync();
        var request = await attachment.ReleasedAsync();
        Assert.That(await attachment.DownloadAsync(Cast.Police, request), Has.Count.EqualTo(3));
        await NotFoundAsync(() => attachment.DownloadAsync(Cast.HeadTeacher, request));
        await NotFoundAsync(() => attachment.DownloadAsync(Cast.Registrar, request));
        await NotFoundAsync(() => attachment.DownloadAsync(Cast.Police, request, version: 2));
        using var other = await Attachment.DepositedAsync();
        await NotFoundAsync(() => other.DownloadAsync(Cast.Police, request));
    }

    [Test]
    public async Task Download_BeforeAPermit_IsNotFoundAndLoggedAsARequest()
    {
        using var attachment = await Attachment.DepositedAsync();
        var asked = await Inquiry.AskForContactAsync(attachment.Person);
        var size = await Town.Gateway.LogSizeAsync();
        await NotFoundAsync(() => attachment.DownloadAsync(Cast.Police, asked.RequestId));
        // As with Collect: nobody sees in the tree what came of it.
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(size), Is.EqualTo(Enumerable.Repeat(Audit.EntryKind.Request, 4)));
    }

    [Test]
    public async Task Download_OnceTheSectionIsWithdrawn_IsNotFound()
    {
        using var attachment = await Attachment.DepositedAsync();
        var request = await attachment.ReleasedAsync();
        await Town.Wire(Cast.Registrar).Records.WithdrawSectionAsync(
            new WithdrawSectionRequest { RecordId = attachment.Record.RecordId, SectionId = "avsnitt" });
        await NotFoundAsync(() => attachment.DownloadAsync(Cast.Police, request));
    }

    [Test]
    public async Task Download_OnceTheRequestIsWithdrawn_IsRefused()
    {
        using var attachment = await Attachment.DepositedAsync();
        var request = await attachment.ReleasedAsync();
        await Town.Wire(Cast.Police).Disclosures.WithdrawRequestAsync(new WithdrawRequestRequest { RequestId = request });
        var refused = await Refusal.OfAsync(() => attachment.DownloadAsync(Cast.Police, request));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Download_OfChunksThatWereChangedAtRest_LeavesNoFile()
    {
        using var attachment = await Attachment.DepositedAsync();
        var request = await attachment.ReleasedAsync();
        var opened = await OpenedAsync(request);
        new GatewayFile(Town.Gateway.Folder).Run("UPDATE chunks SET sealed = (SELECT sealed FROM chunks o WHERE o.upload = chunks.upload AND o.position = 0) "
            + $"WHERE position = 1 AND upload = (SELECT id FROM uploads WHERE record = '{attachment.Record.RecordId}')");
        var file = attachment.Place();
        Assert.That(() => Town.As(Cast.Police).Disclosures.DownloadAsync(request, opened, file, default), Throws.TypeOf<ReleaseRefusedException>());
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*"), Is.Empty);
    }

    [Test]
    public async Task Download_OfASectionWithoutChunks_IsNotFoundAndLogsNoRelease()
    {
        var person = People.Adult();
        var record = Messages.Record(person);
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("contact")], default);
        var asked = await Inquiry.AskForContactAsync(person);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        var releases = $"SELECT CAST(COUNT(*) AS TEXT) FROM key_releases WHERE reference = '{asked.RequestId}'";
        var before = new GatewayFile(Town.Gateway.Folder).Column(releases);
        await NotFoundAsync(async () =>
        {
            using var call = Town.Wire(Cast.Police).Disclosures.DownloadChunks(new DownloadChunksRequest
            {
                RequestId = asked.RequestId, RecordId = record.RecordId, SectionId = "avsnitt", Version = 1,
            });
            await call.ResponseStream.MoveNext(default);
        });
        Assert.That(new GatewayFile(Town.Gateway.Folder).Column(releases), Is.EqualTo(before));
    }

    [Test]
    public async Task Download_OfASectionWithoutChunks_IsRefusedByTheClient()
    {
        var section = new OpenedSection(new SectionLabel("akt", "avsnitt", "contact", 1, "soc"), "Uppgift."u8.ToArray());
        await Assert.ThatAsync(() => Town.As(Cast.Police).Disclosures.DownloadAsync("", section, "", default), Throws.ArgumentException);
    }

    [Test]
    public async Task Upload_AgainAfterARestartOfTheClient_GoesOnWithWhatIsThere()
    {
        using var attachment = await Attachment.SealedAsync();
        await attachment.UploadAsync(Cast.Registrar, 0, Attachment.ChunksOf(attachment.Sealed)[0]);
        var reopened = SealedAttachment.Open(attachment.Sealed.File);
        await Town.As(Cast.Registrar).Records.DepositAsync(attachment.Record, [], [reopened], default);
        Assert.That((await attachment.StoredAsync()).Deposited);
        // And what is deposited is not sent again.
        await Town.As(Cast.Registrar).Records.DepositAsync(attachment.Record, [], [reopened], default);
        reopened.Delete();
        Assert.That(() => SealedAttachment.Open(attachment.Sealed.File), Throws.InstanceOf<FileNotFoundException>());
    }

    [Test]
    public async Task Upload_WhereAnotherSealingWasBegun_BeginsAnew()
    {
        using var attachment = await Attachment.SealedAsync();
        await attachment.UploadAsync(Cast.Registrar, 0, [.. Attachment.ChunksOf(await attachment.SealAsync(attachment.Record.RecordId))]);
        await attachment.DepositAsync();
        Assert.That((await attachment.StoredAsync()).Deposited);
    }

    [Test]
    public async Task Seal_OfNothing_IsRefused()
    {
        using var attachment = await Attachment.SealedAsync();
        Assert.That(() => Town.As(Cast.Registrar).Attachments.SealAsync(
            "akt", Messages.Section("contact"), "text/plain", new MemoryStream(), attachment.Place(), default), Throws.TypeOf<EnvelopeException>());
    }

    private static async Task<OpenedSection> OpenedAsync(string request) =>
        (await Town.As(Cast.Police).Disclosures.CollectAsync(request, default)).Release!.Sections.Single();

    private static async Task NotFoundAsync(Func<Task> call)
    {
        var refused = await Refusal.OfAsync(call);
        Assert.That((refused.StatusCode, refused.Status.Detail), Is.EqualTo((StatusCode.NotFound, "nothing of yours has this id")));
    }
}
