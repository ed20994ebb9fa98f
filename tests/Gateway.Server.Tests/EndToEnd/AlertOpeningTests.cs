using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Who is addressed sees an alert; who opens it is decided upon once more.</summary>
internal sealed class AlertOpeningTests
{
    private static readonly string Nobodys = new('0', 32);

    private static IEnumerable<TestCaseData> Looks()
    {
        yield return Look("Open", (w, id) => w.Alerts.OpenAsync(new OpenRequest { AlertId = id }).ResponseAsync);
        yield return Look("Track", (w, id) => w.Alerts.TrackAsync(new TrackRequest { AlertId = id }).ResponseAsync);
        yield return Look("Acknowledge", (w, id) => w.Alerts.AcknowledgeAsync(new AcknowledgeRequest { AlertId = id }).ResponseAsync);
    }

    [TestCaseSource(nameof(Looks))]
    public async Task Look_AtAnotherPartysAlert_IsTheAnswerForNoAlert(Func<WireClients, string, Task> look)
    {
        var alert = await Alarm.PushedAsync();
        var size = await Town.Gateway.LogSizeAsync();
        var outsider = Town.Wire(Cast.HeadTeacher);
        var refused = await Task.WhenAll(new[] { alert, Nobodys, "", "../" }.Select(id => Refusal.OfAsync(() => look(outsider, id))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Select(r => r.StatusCode), Is.All.EqualTo(StatusCode.NotFound));
            Assert.That(refused.Select(r => r.Status.Detail), Is.All.EqualTo("nothing of yours has this id"));
            Assert.That(refused.Select(r => string.Join(',', r.Trailers.Select(t => t.Key))).Distinct().ToList(), Has.Count.EqualTo(1));
            Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size));
        }
    }

    [Test]
    public async Task Subscribe_WithAnotherPartysCursor_IsTheAnswerForNoCursor()
    {
        await Alarm.PushedAsync();
        var told = await Alarm.ToldAsync(Cast.SocialWorker);
        foreach (var cursor in new[] { told[0].Cursor, "AAAAAAAAAAAAAAAAAAAAAA", "x" })
        {
            var refused = await Refusal.OfAsync(() => Alarm.ToldAsync(Cast.HeadTeacher, cursor));
            Assert.That(refused.Status, Is.EqualTo(new Status(StatusCode.NotFound, "nothing of yours has this id")));
        }
        Assert.That(await Alarm.ToldAsync(Cast.Assessor, told[^1].Cursor), Is.Empty);
    }

    [Test]
    public async Task Acknowledge_BeforeOpening_IsTooEarly()
    {
        var alert = await Alarm.PushedAsync();
        var alerts = Town.Wire(Cast.SocialWorker).Alerts;
        var acknowledge = new AcknowledgeRequest { AlertId = alert };
        var early = await Refusal.OfAsync(() => alerts.AcknowledgeAsync(acknowledge).ResponseAsync);
        Assert.That(early.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));

        await alerts.OpenAsync(new OpenRequest { AlertId = alert });
        await alerts.AcknowledgeAsync(acknowledge);
        var twice = await Refusal.OfAsync(() => alerts.AcknowledgeAsync(acknowledge).ResponseAsync);
        Assert.That(twice.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    private static IEnumerable<TestCaseData> Openers()
    {
        yield return Opener("WhoseTrainingHasEnded", "valid-training", (o, _) => o.TrainingValidUntil = Cast.Day(months: -1));
        yield return Opener("WithoutTraining", "valid-training", (o, _) => o.TrainingValidUntil = "");
        yield return Opener("WithoutARole", "role-ceiling", (o, _) => o.Roles.Clear());
        yield return Opener("WhoIsTheSubject", "no-self-lookup", (o, child) => o.Subject = child);
        yield return Opener("WhoCouldBeAnybody", "no-self-lookup", (o, _) => o.Subject = null);
        yield return Opener("WithAConflict", "no-conflict-of-interest", (o, child) => o.Conflicts.Add(child));
    }

    [TestCaseSource(nameof(Openers))]
    public async Task Open_ByAnOfficer_IsDeniedWithTheNeedAndReleasesNothing(string need, Action<RegisterOfficerRequest, Subject> change)
    {
        var child = People.Child();
        var alert = await Alarm.PushedAsync(child);
        var officer = new Official("soc", Town.Name("ny"), "19710111", "case-worker");
        var registration = Cast.Registration(officer);
        change(registration, child);
        await Town.Wire(Cast.Operator).Directory.RegisterOfficerAsync(registration);

        var size = await Town.Gateway.LogSizeAsync();
        var answer = await Town.Wire(officer).Alerts.OpenAsync(new OpenRequest { AlertId = alert });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Release, Is.Null);
            Assert.That(answer.Decisions.Select(d => d.Outcome), Is.All.EqualTo(Outcome.Deny));
            Assert.That(answer.Decisions[0].Needs.Select(n => n.Code), Is.EqualTo([need]));
            Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size + 1));
        }
        var track = await Town.Wire(Cast.Police).Alerts.TrackAsync(new TrackRequest { AlertId = alert });
        Assert.That(track.State, Is.EqualTo(AlertState.Stored));
    }

    private static TestCaseData Look(string name, Func<WireClients, string, Task> look) =>
        new TestCaseData(look).SetName($"{name}_AnotherPartysAlert_IsTheAnswerForNoAlert");

    private static TestCaseData Opener(string name, string need, Action<RegisterOfficerRequest, Subject> change) =>
        new TestCaseData(need, change).SetName($"Open_ByAnOfficer{name}_ReleasesNothing");
}
