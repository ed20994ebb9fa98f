using Gateway.Audit;
using Gateway.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A log review finds what stands out in the party's own acts, and leaves it to another officer to say what came of it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StartedReviewTests
{
    private readonly Timestamp _began = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    [Test]
    public async Task Review_OfARequestWithoutACase_IsAFollowUpThatAnotherDecides()
    {
        var request = (await Inquiry.AskAsync(Messages.Contact(People.Adult(), ""))).RequestId;
        var run = await StartAsync(Cast.PoliceReviewer);
        Assert.That(run.Hits.Where(h => h.Reference == request).Select(h => (h.Cause, h.OfficerId)), Is.SupersetOf(new[] { ("no-case", "berg") }));
        var open = (await Emergency.OpenAsync(Cast.PoliceReviewer, request)).Single(f => f.Cause == "no-case");
        await Town.Wire(Cast.PoliceReviewer).FollowUps.CompleteFollowUpAsync(
            new CompleteFollowUpRequest { FollowUpId = open.FollowUpId, Outcome = FollowUpOutcome.NotJustified });
        Assert.That((await Emergency.OpenAsync(Cast.PoliceReviewer, request)).Select(f => f.Cause), Does.Not.Contain("no-case"));
    }

    [Test]
    public async Task Review_OfAnAlertThatTwoOfficersOpened_IsDecidedByNeither()
    {
        var alert = await Alarm.PushedAsync();
        var second = await Newcomer.AtAsync("soc", "case-worker", r => r.Roles.Add("legal-reviewer"));
        foreach (var officer in (Official[])[Cast.SocialWorker, second]) await Town.Wire(officer).Alerts.OpenAsync(new OpenRequest { AlertId = alert });
        var run = await StartAsync(Cast.Reviewer, atRandom: 100);
        Assert.That(run.Hits.Where(h => h.Reference == alert).Select(h => h.OfficerId).Distinct(), Is.EquivalentTo([Cast.SocialWorker.Id, second.Id]));
        foreach (var open in await Emergency.OpenAsync(Cast.Reviewer, alert))
        {
            var decide = new CompleteFollowUpRequest { FollowUpId = open.FollowUpId, Outcome = FollowUpOutcome.Justified };
            Assert.That((await Refusal.OfAsync(() => Town.Wire(second).FollowUps.CompleteFollowUpAsync(decide).ResponseAsync)).StatusCode,
                Is.EqualTo(StatusCode.PermissionDenied));
            await Town.Wire(Cast.Reviewer).FollowUps.CompleteFollowUpAsync(decide);
        }
    }

    [Test]
    public async Task Review_OfAColleague_SaysSoAndNamesNobody()
    {
        var colleague = await Newcomer.AtAsync("polisen", "investigator", r => r.Subject = People.Born("19730303"));
        var request = (await Inquiry.AskForContactAsync(People.Born("19730303"))).RequestId;
        var run = await StartAsync(Cast.PoliceReviewer);
        Assert.That(run.Hits.Where(h => h.Reference == request).Select(h => h.Cause), Does.Contain("colleague"));
        Assert.That($"{run}", Does.Not.Contain(colleague.Id).And.Not.Contain("19730303"));
    }

    [Test]
    public async Task Review_OfAnotherPartysActs_FindsNone()
    {
        var request = (await Inquiry.AskAsync(Messages.Contact(People.Adult(), ""))).RequestId;
        Assert.That((await StartAsync(Cast.Reviewer)).Hits.Select(h => h.Reference), Does.Not.Contain(request));
    }

    [Test]
    public async Task Sweep_OncePerWeekAndParty_RunsWithoutAnybody()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var file = new GatewayFile(gateway.Folder);
        // The server's own first round is a minute after its start.
        Assert.That(await gateway.Reviews.SweepAsync(default), Is.Empty);
        Assert.That(file.Column("SELECT party FROM log_reviews"), Is.EquivalentTo(file.Column("SELECT id FROM parties")).And.Count.EqualTo(4));
        Assert.That(file.KindsFrom(0).Count(k => k == EntryKind.AuditLookup), Is.EqualTo(4), "an entry of each party");
        Assert.That(await gateway.Reviews.SweepAsync(default), Is.Empty);
        Assert.That(file.KindsFrom(0).Count(k => k == EntryKind.AuditLookup), Is.EqualTo(4), "each was reviewed a moment ago");
    }

    private async Task<StartReviewResponse> StartAsync(Official reviewer, int atRandom = 2) => await Town.Wire(reviewer).Legal.StartReviewAsync(new StartReviewRequest
    {
        CaseId = await Jurist.ReviewCaseAsync(reviewer), Justification = "Logguppföljning.", From = _began, AtRandom = atRandom,
    });
}
