using Gateway.Audit;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// A large section of an alert: uploaded before the push, and downloaded by the receiver's officers, once one of them has opened it.
/// </summary>
internal sealed class LargeAlertTests
{
    private static WireClients Police => Town.Wire(Cast.Police);

    private static WireClients SocialWorker => Town.Wire(Cast.SocialWorker);

    [Test]
    public async Task Download_OfAnOpenedAlert_IsWhatWasSealed()
    {
        var (alert, id) = await LargeAlert.PushedAsync();
        using var _ = alert;
        var opened = await Town.As(Cast.SocialWorker).Alerts.OpenAsync(id, "", default);
        var (section, file) = (opened.Release!.Sections.Single(), alert.Place());
        Assert.That((section.IsLarge, ChunkManifest.Parse(section.Content.Span).MediaType), Is.EqualTo((true, "video/mp4")));
        await Town.As(Cast.SocialWorker).Alerts.DownloadAsync(id, section, file, default);
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(Attachment.Content));
        var rest = await ChunkCalls.DownloadAsync(SocialWorker, alert.Wanted(id, from: 1));
        var uploaded = ChunkCalls.Of(alert.Sealed).Skip(1).Select(c => c.ToByteArray());
        Assert.That(rest.Select(c => c.ToJson()), Is.EqualTo(uploaded), "ciphertext, untouched");
        var behind = await Refusal.OfAsync(() => ChunkCalls.DownloadAsync(SocialWorker, alert.Wanted(id, from: 3)));
        Assert.That(behind.StatusCode, Is.EqualTo(StatusCode.OutOfRange));
    }

    [Test]
    public async Task Download_OfAnOpenedAlert_IsAnOpeningInTheLogAndLeavesTheAlertWhereItIs()
    {
        var (alert, id) = await LargeAlert.OpenedAsync();
        using var _ = alert;
        await SocialWorker.Alerts.AcknowledgeAsync(new AcknowledgeRequest { AlertId = id });
        var size = await Town.Gateway.LogSizeAsync();
        await ChunkCalls.DownloadAsync(SocialWorker, alert.Wanted(id));
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(size), Is.EqualTo([EntryKind.Opening]));
        Assert.That((await Police.Alerts.TrackAsync(new TrackRequest { AlertId = id })).State, Is.EqualTo(AlertState.Acknowledged));
    }

    [Test]
    public async Task Download_OfAnOpenedAlert_TellsBothReviewersWhichSection()
    {
        var child = People.Child();
        var (alert, id) = await LargeAlert.OpenedAsync(child: child);
        using var _ = alert;
        Official[] reviewers = [Cast.PoliceReviewer, Cast.Reviewer];
        foreach (var reviewer in reviewers) Assert.That(await DetailsAsync(reviewer), Does.Not.Contain(@"""download"""));
        await ChunkCalls.DownloadAsync(SocialWorker, alert.Wanted(id));
        foreach (var reviewer in reviewers) Assert.That(await DetailsAsync(reviewer), Does.Contain(@"""download"":""avsnitt"""));

        async Task<string> DetailsAsync(Official reviewer) => Review.Text(await Review.DisclosuresAsync(reviewer, child));
    }

    [Test]
    public async Task Download_BeforeOpening_IsTheAnswerForNoAlertAndLogsNothing()
    {
        var (alert, id) = await LargeAlert.PushedAsync();
        using var _ = alert;
        await Alarm.ToldAsync(Cast.SocialWorker);
        var size = await Town.Gateway.LogSizeAsync();
        await ChunkCalls.NotFoundAsync(SocialWorker, alert.Wanted(id));
        await ChunkCalls.NotFoundAsync(SocialWorker, alert.Wanted(new string('0', 32)));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size));
    }

    [Test]
    public async Task Download_OfAnothersAlertOrSectionOrVersion_IsTheAnswerForNoAlert()
    {
        var (alert, id) = await LargeAlert.OpenedAsync();
        using var _ = alert;
        Assert.That(await ChunkCalls.DownloadAsync(SocialWorker, alert.Wanted(id)), Has.Count.EqualTo(3));
        await ChunkCalls.NotFoundAsync(Police, alert.Wanted(id));
        await ChunkCalls.NotFoundAsync(Town.Wire(Cast.HeadTeacher), alert.Wanted(id));
        await ChunkCalls.NotFoundAsync(SocialWorker, new DownloadChunksRequest(alert.Wanted(id)) { SectionId = "annat" });
        await ChunkCalls.NotFoundAsync(SocialWorker, new DownloadChunksRequest(alert.Wanted(id)) { Version = 2 });
        await ChunkCalls.NotFoundAsync(SocialWorker, new DownloadChunksRequest(alert.Wanted(id)) { RecordId = "key-of-another-alert" });
        // Nor is an alert found as a request, or a section without chunks.
        await ChunkCalls.NotFoundAsync(SocialWorker, new DownloadChunksRequest(alert.Wanted(id)) { AlertId = "", RequestId = id });
        var small = await Alarm.PreparedAsync();
        var other = (await Police.Alerts.PushAsync(small)).AlertId;
        await SocialWorker.Alerts.OpenAsync(new OpenRequest { AlertId = other });
        await ChunkCalls.NotFoundAsync(SocialWorker, new DownloadChunksRequest(alert.Wanted(other)) { RecordId = small.IdempotencyKey });
        var two = new DownloadChunksRequest(alert.Wanted(id)) { RequestId = id };
        var both = await Refusal.OfAsync(() => ChunkCalls.DownloadAsync(SocialWorker, two));
        Assert.That(Refusal.FieldsOf(both), Is.EqualTo(["alert_id"]));
    }

    [Test]
    public async Task Download_ByAnOfficerWhoMayNotOpenIt_IsNotFoundAndLogged()
    {
        var (alert, id) = await LargeAlert.OpenedAsync();
        using var _ = alert;
        var untrained = await Newcomer.AtAsync("soc", "case-worker", o => o.TrainingValidUntil = Cast.Day(months: -1));
        var size = await Town.Gateway.LogSizeAsync();
        await ChunkCalls.NotFoundAsync(Town.Wire(untrained), alert.Wanted(id));
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(size), Is.EqualTo([EntryKind.Opening]));
        var trained = await Newcomer.AtAsync("soc", "case-worker");
        Assert.That(await ChunkCalls.DownloadAsync(Town.Wire(trained), alert.Wanted(id)), Has.Count.EqualTo(3));
    }

    [TestCase(false, StatusCode.NotFound)]
    [TestCase(true, StatusCode.FailedPrecondition)]
    public async Task Download_OnceTheAlertIsRecalled_TellsItOnlyWhereItWasOpened(bool opened, StatusCode status)
    {
        var (alert, id) = opened ? await LargeAlert.OpenedAsync() : await LargeAlert.PushedAsync();
        using var _ = alert;
        await Police.Alerts.RecallAsync(new RecallRequest { AlertId = id, Reason = RecallReason.WrongReceiver });
        var refused = await Refusal.OfAsync(() => ChunkCalls.DownloadAsync(SocialWorker, alert.Wanted(id)));
        Assert.That(refused.StatusCode, Is.EqualTo(status));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Recall_OfAnAlert_LeavesItsChunksAndNoOthersToTheSweep(bool byIncident)
    {
        var ((alert, id), (other, _)) = (await LargeAlert.OpenedAsync(), await LargeAlert.PushedAsync());
        using var _ = alert;
        using var __ = other;
        if (byIncident)
            await Police.Incidents.ReportIncidentAsync(new ReportIncidentRequest { Reference = id, WhatHappened = "Fel mottagare." });
        else
            await Police.Alerts.RecallAsync(new RecallRequest { AlertId = id, Reason = RecallReason.WrongReceiver });
        // The sweep runs once a minute; what it has to do is seen before.
        Assert.That(ChunkCalls.Stored(Town.Gateway, alert.Push.IdempotencyKey), Is.EqualTo(["Alert Abandoned 3"]).Or.Empty);
        Assert.That(ChunkCalls.Stored(Town.Gateway, other.Push.IdempotencyKey), Is.EqualTo(["Alert Deposited 3"]));
    }

    [Test]
    public async Task Recall_BetweenTwoChunks_EndsTheDownload()
    {
        var (alert, id) = await LargeAlert.OpenedAsync(5_000_000);
        using var _ = alert;
        List<SealedChunk> got = [];
        var refused = await Refusal.OfAsync(() => ChunkCalls.DownloadAsync(SocialWorker, alert.Wanted(id), got, async () =>
            await Police.Alerts.RecallAsync(new RecallRequest { AlertId = id, Reason = RecallReason.WrongData })));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(got, Has.Count.InRange(1, alert.Sealed.Count - 1));
        var again = await Refusal.OfAsync(() => ChunkCalls.DownloadAsync(SocialWorker, alert.Wanted(id, from: got.Count)));
        Assert.That(again.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Push_WithoutAllOfItsChunks_IsRefusedAlikeWhateverWouldBeDecided(bool permitted)
    {
        using var alert = await LargeAlert.SealedAsync();
        if (!permitted) alert.Push.Answers[0].Holds = false;
        var (chunks, other) = (ChunkCalls.Of(alert.Sealed), ChunkCalls.Of(await alert.SealAsync()));
        await WaitsAsync("not uploaded");
        await ChunkCalls.UploadAsync(Police, alert.Start, chunks[0], chunks[1]);
        await WaitsAsync("cut short");
        await ChunkCalls.UploadAsync(Police, alert.Start, chunks[0], other[1], chunks[2]);
        var size = await Town.Gateway.LogSizeAsync();
        var mixed = await Refusal.OfAsync(() => Police.Alerts.PushAsync(alert.Whole).ResponseAsync);
        Assert.That(Refusal.FieldsOf(mixed), Is.EqualTo(["sections[0]"]));
        Assert.That(mixed.Status.Detail, Does.Contain("not those"));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size));
        await ChunkCalls.UploadAsync(Police, alert.Start, chunks);
        var answer = await Police.Alerts.PushAsync(alert.Whole);
        Assert.That(answer.AlertId, permitted ? Is.Not.Empty : Is.Empty);
        // What is not permitted stays behind, and waits for the sweep.
        Assert.That(ChunkCalls.Stored(Town.Gateway, alert.Push.IdempotencyKey)[^1], Is.EqualTo(permitted ? "Alert Deposited 3" : "Alert Staged 3"));
        Assert.That((await Police.Alerts.PushAsync(alert.Whole)).AlertId, Is.EqualTo(answer.AlertId), "sent again it is answered as before");

        async Task WaitsAsync(string why)
        {
            var before = await Town.Gateway.LogSizeAsync();
            var refused = await Refusal.OfAsync(() => Police.Alerts.PushAsync(alert.Whole).ResponseAsync);
            Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition), "they may still come");
            Assert.That(refused.Status.Detail, Does.StartWith("sections[0]: ").And.Contain(why));
            Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(before), Is.EqualTo([EntryKind.Refusal]));
        }
    }

    [Test]
    public async Task Push_WhoseChunksWereSwept_StaysKeptUntilTheyAreUploadedAnew()
    {
        using var alert = await LargeAlert.SealedAsync();
        var (alerts, key) = (Town.As(Cast.Police).Alerts, alert.Push.IdempotencyKey);
        var swept = await Assert.ThrowsAsync<GatewayException>(() => alerts.PushAsync(alert.Whole, default));
        Assert.That(swept?.Failure, Is.EqualTo(GatewayFailure.WrongState));
        Assert.That((await alerts.ResendAsync(default)).Single(r => r.IdempotencyKey == key).Failure?.Failure, Is.EqualTo(GatewayFailure.WrongState));
        Assert.That(alerts.WaitingPushes, Does.Contain(key));
        Assert.That((await alerts.PushAsync(alert.Push, [], [alert.Sealed], default)).AlertId, Is.Not.Empty);
        Assert.That(alerts.WaitingPushes, Does.Not.Contain(key));
    }

    [Test]
    public async Task Upload_InAnotherOrderOrOfAnotherAlert_StopsAtTheChunkThatIsWrong()
    {
        using var alert = await LargeAlert.SealedAsync();
        using var other = await LargeAlert.SealedAsync();
        var chunks = ChunkCalls.Of(alert.Sealed);
        var order = await Refusal.OfAsync(() => ChunkCalls.UploadAsync(Police, alert.Start, chunks[0], chunks[2]));
        Assert.That(order.Status.Detail, Does.Contain("`aad.index` is 2 where 1 comes next"));
        var mixed = await Refusal.OfAsync(() => ChunkCalls.UploadAsync(Police, alert.Start, chunks[0], ChunkCalls.Of(other.Sealed)[1]));
        Assert.That(mixed.Status.Detail, Does.Contain("another record, section, version or holder"));
        await ChunkCalls.UploadAsync(Police, new UploadStart(alert.Start) { FromIndex = 1 }, chunks[1], chunks[2]);
        Assert.That((await Police.Alerts.PushAsync(alert.Whole)).AlertId, Is.Not.Empty);
    }

    [Test]
    public async Task Upload_ByAnOfficerWhoMayNotPush_IsRefusedAndLogged()
    {
        var start = new UploadStart { AlertKey = Town.Name("key-of-an-alert"), SectionId = "avsnitt", Version = 1 };
        var size = await Town.Gateway.LogSizeAsync();
        var refused = await Refusal.OfAsync(() => ChunkCalls.UploadAsync(SocialWorker, start));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(size), Is.EqualTo([EntryKind.Refusal]));
        await ChunkCalls.UploadAsync(Town.Wire(Cast.SocialSystem), start);
        await ChunkCalls.UploadAsync(Town.Wire(Cast.Assessor), start);
        var asked = new GetUploadRequest { AlertKey = start.AlertKey, SectionId = "avsnitt", Version = 1 };
        Assert.That((await Town.Wire(Cast.SocialSystem).Records.GetUploadAsync(asked)).NextIndex, Is.Zero);
        Assert.That((await Refusal.OfAsync(() => Police.Records.GetUploadAsync(asked).ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.NotFound));
    }

    [TestCase("", "")]
    [TestCase("akt", "key-of-an-alert-x")]
    public async Task Upload_OfNoneOrTwoOfRecordAlertAndRequest_NamesTheField(string record, string key)
    {
        var start = new UploadStart { RecordId = record, AlertKey = key, SectionId = "avsnitt", Version = 1 };
        Assert.That(Refusal.FieldsOf(await Refusal.OfAsync(() => ChunkCalls.UploadAsync(Police, start))), Is.EqualTo(["record_id"]));
    }

    [Test]
    public async Task Erase_AnOpenedAlert_TakesItsChunksAndNoneOfARecordOfTheSameName()
    {
        var child = People.Child();
        var (alert, id) = await LargeAlert.OpenedAsync(child: child);
        using var _ = alert;
        var key = alert.Push.IdempotencyKey;
        await ChunkCalls.UploadAsync(Police, new UploadStart { RecordId = key, SectionId = "avsnitt", Version = 1 }, ChunkCalls.Of(alert.Sealed));
        Assert.That(ChunkCalls.Stored(Town.Gateway, key), Is.EqualTo(["Alert Deposited 3", "Record Staged 3"]));

        var scope = new ProposeErasureRequest { Scope = Gallring.Of(child), RegistrationNumber = "Gallring 1" };
        var proposed = await Police.Erasures.ProposeErasureAsync(scope);
        var other = await Newcomer.AtAsync("polisen", "registrar");
        var proposal = await Gallring.ReadAsync(Town.Gateway, other, proposed.ProposalId);
        await Town.Wire(other).Proposals.ApproveProposalAsync(
            new ApproveProposalRequest { ProposalId = proposed.ProposalId, Digest = proposal!.Digest });
        var refused = await Refusal.OfAsync(() => ChunkCalls.DownloadAsync(SocialWorker, alert.Wanted(id)));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition), "no longer kept, as Open says");
        await Until.TrueAsync(() => Task.FromResult(ChunkCalls.Stored(Town.Gateway, key).Count == 1));
        Assert.That(ChunkCalls.Stored(Town.Gateway, key), Is.EqualTo(["Record Staged 3"]));
    }
}
