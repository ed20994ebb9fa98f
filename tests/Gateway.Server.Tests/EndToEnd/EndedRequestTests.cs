using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A request that has ended opens nothing new: closed, refused formally, withdrawn, or asked in a danger that is over for another.</summary>
internal sealed class EndedRequestTests
{
    [Test]
    public async Task Collect_AfterClosing_ReleasesNothingThatCameLater()
    {
        var person = People.Adult();
        var asked = await Inquiry.AskForContactAsync(person);
        await Inquiry.AssessAsync(Cast.Assessor,
            new AssessRequest(await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons")) { Close = true });
        await Town.As(Cast.Registrar).Records.DepositAsync(Messages.Record(person), [Messages.Section("contact")], default);
        Assert.That((await Inquiry.CollectAsync(asked.RequestId)).Release, Is.Null);
    }

    [Test]
    public async Task Collect_WhatAFormalDecisionRefuses_ReleasesNothingWhateverWasAnswered()
    {
        var decide = await FormalDecisionTests.AskedAsync(await Inquiry.HeldAsync("contact"));
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(decide.RequestId, "no-exceptional-reasons"));
        Assert.That((await Inquiry.CollectAsync(decide.RequestId)).Release, Is.Not.Null);
        await Town.Wire(Cast.Approver).Disclosures.DecideFormallyAsync(decide);
        var collected = await Inquiry.CollectAsync(decide.RequestId);
        Assert.That(collected.Release, Is.Null);
        Assert.That(collected.FormalDecision.RefusedCategories, Is.EqualTo(["contact"]));
    }

    [Test]
    public async Task Collect_OfAnothersEmergency_NeedsACaseOfOnesOwn()
    {
        var request = await Emergency.ReleasedAsync();
        var other = await Town.Wire(Cast.Leader).Disclosures.CollectAsync(new CollectRequest { RequestId = request });
        Assert.That(other.Release, Is.Null);
        Assert.That(other.Decisions[0].Needs.Select(n => n.Code), Does.Contain("case"));
        Assert.That((await Inquiry.CollectAsync(request)).Release, Is.Not.Null, "the officer who asked still may");
    }

    [Test]
    public async Task Review_OfAnEmergency_IsNobodysWhoseAnswerReleasedIt()
    {
        var judge = Cast.Assessor with { Id = "dubbelroll", Born = "19710111", Roles = ["case-worker", "assessor", "legal-reviewer"] };
        await Town.Wire(Cast.Operator).Directory.RegisterOfficerAsync(Cast.Registration(judge));
        var asked = await Inquiry.AskAsync(Emergency.Request(await Inquiry.HeldAsync("contact")));
        await Inquiry.AssessAsync(judge, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        await Inquiry.CollectAsync(asked.RequestId);
        var review = await Emergency.ReviewAsync(judge, asked.RequestId);
        var complete = new CompleteFollowUpRequest { FollowUpId = review.FollowUpId, Outcome = FollowUpOutcome.Justified };
        var refused = await Refusal.OfAsync(() => Town.Wire(judge).FollowUps.CompleteFollowUpAsync(complete).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        await Town.Wire(Cast.Reviewer).FollowUps.CompleteFollowUpAsync(complete);
    }

    [Test]
    public async Task UrgentAnswer_StaysOpenAsLongAsTheAskerIsToldToWait()
    {
        var absent = await Inquiry.AskAsync(Emergency.Request(People.Adult()));
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(absent.RequestId, "no-exceptional-reasons"));
        Assert.That((await Inquiry.CollectAsync(absent.RequestId)).Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        Assert.That(await Emergency.OpenAsync(Cast.Assessor, absent.RequestId), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ListWaiting_LeavesOutWhoeverAsksAndWhatWasWithdrawn()
    {
        var about = await Inquiry.AskForContactAsync(People.Born(Cast.Assessor.Born));
        var withdrawn = await Inquiry.AskForContactAsync(People.Adult());
        await Town.Wire(Cast.Police).Disclosures.AskFormalDecisionAsync(new AskFormalDecisionRequest { RequestId = withdrawn.RequestId });
        await Town.Wire(Cast.Police).Disclosures.WithdrawRequestAsync(new WithdrawRequestRequest { RequestId = withdrawn.RequestId });
        var own = (await Inquiry.WaitingAsync(Cast.Assessor)).Select(r => r.RequestId).ToList();
        var others = (await Inquiry.WaitingAsync(Cast.Approver)).Select(r => r.RequestId);
        Assert.That(own, Does.Not.Contain(about.RequestId).And.Not.Contain(withdrawn.RequestId));
        Assert.That(others, Does.Contain(about.RequestId));
        var again = await Refusal.OfAsync(() => Town.Wire(Cast.Police).Disclosures.AskFormalDecisionAsync(
            new AskFormalDecisionRequest { RequestId = withdrawn.RequestId }).ResponseAsync);
        Assert.That(again.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Request_RefusedInPart_CountsAsARefusalForLogReview()
    {
        var person = People.Adult();
        var first = await Inquiry.RiskAsync(person);
        first.Categories.Add(new AskedCategory { Category = "camera-footage" });
        first.Purpose = "intervene-now";
        Assert.That((await Inquiry.AskAsync(first)).Decisions.Select(d => d.Outcome), Does.Contain(Outcome.Deny));
        var again = await Inquiry.AskAsync(await Inquiry.RiskAsync(person));
        Assert.That((await Emergency.OpenAsync(Cast.PoliceReviewer, again.RequestId)).Select(f => f.Cause), Is.EqualTo(["changed-facts-after-refusal"]));
    }
}
