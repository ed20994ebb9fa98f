using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What no longer holds is taken back: nobody opens it any more, and who was told of it is told of this.</summary>
internal sealed class AlertRecallTests
{
    private static AlertService.AlertServiceClient Police => Town.Wire(Cast.Police).Alerts;

    private static AlertService.AlertServiceClient SocialWorker => Town.Wire(Cast.SocialWorker).Alerts;

    [Test]
    public async Task Recall_BeforeTheReceiverWasTold_LeavesNothingToTellOrOpen()
    {
        var id = await Alarm.PushedAsync();
        var answer = await Police.RecallAsync(new RecallRequest { AlertId = id, Reason = RecallReason.Withdrawn });
        Assert.That(answer.WasOpened, Is.False);
        Assert.That(answer.Receipts, Has.Count.EqualTo(1));
        Assert.That((await Alarm.ToldAsync(Cast.SocialWorker)).Select(t => t.AlertId), Does.Not.Contain(id));
        var refused = await Refusal.OfAsync(() => SocialWorker.OpenAsync(new OpenRequest { AlertId = id }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Recall_AfterTheReceiverWasTold_IsToldWithItsReasonAndStopsOpening(bool opened)
    {
        var id = await Alarm.PushedAsync();
        var told = await Alarm.ToldAsync(Cast.SocialWorker);
        if (opened)
        {
            await SocialWorker.OpenAsync(new OpenRequest { AlertId = id });
            await SocialWorker.AcknowledgeAsync(new AcknowledgeRequest { AlertId = id });
        }

        var answer = await Police.RecallAsync(new RecallRequest { AlertId = id, Reason = RecallReason.WrongData });
        var after = (await Alarm.ToldAsync(Cast.SocialWorker, told[^1].Cursor)).Single(t => t.AlertId == id);
        var size = await Town.Gateway.LogSizeAsync();
        var refused = await Refusal.OfAsync(() => SocialWorker.OpenAsync(new OpenRequest { AlertId = id }).ResponseAsync);
        var track = await Police.TrackAsync(new TrackRequest { AlertId = id });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.WasOpened, Is.EqualTo(opened));
            Assert.That(after.State, Is.EqualTo(AlertState.Recalled));
            Assert.That(after.RecallReason, Is.EqualTo(RecallReason.WrongData));
            Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
            Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size + 1), "the attempt is an entry");
            Assert.That(track.State, Is.EqualTo(AlertState.Recalled));
        }
    }

    [Test]
    public async Task Recall_ASecondTime_IsRefused()
    {
        var recall = new RecallRequest { AlertId = await Alarm.PushedAsync(), Reason = RecallReason.WrongReceiver };
        await Police.RecallAsync(recall);
        Assert.That((await Refusal.OfAsync(() => Police.RecallAsync(recall).ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Recall_ByTheReceiverOrOfNothing_IsOneNeutralAnswer()
    {
        var id = await Alarm.PushedAsync();
        var recall = new RecallRequest { AlertId = id, Reason = RecallReason.Withdrawn };
        var foreign = await Refusal.OfAsync(() => SocialWorker.RecallAsync(recall).ResponseAsync);
        var absent = await Refusal.OfAsync(() => Police.RecallAsync(new RecallRequest(recall) { AlertId = new string('0', 32) }).ResponseAsync);
        Assert.That(foreign.StatusCode, Is.EqualTo(StatusCode.NotFound));
        Assert.That(foreign.Status.Detail, Is.EqualTo(absent.Status.Detail));
        Assert.That((await Police.TrackAsync(new TrackRequest { AlertId = id })).State, Is.Not.EqualTo(AlertState.Recalled));
    }

    [TestCase(RecallReason.Unspecified)]
    [TestCase((RecallReason)99)]
    public async Task Recall_WithoutAReason_NamesTheField(RecallReason reason)
    {
        var recall = new RecallRequest { AlertId = await Alarm.PushedAsync(), Reason = reason };
        var refused = await Refusal.OfAsync(() => Police.RecallAsync(recall).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(Refusal.FieldsOf(refused), Is.EqualTo(["reason"]));
    }
}
