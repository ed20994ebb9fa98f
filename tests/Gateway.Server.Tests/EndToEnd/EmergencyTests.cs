using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Immediate danger lets the case wait and nothing else; what it opens is reviewed afterwards, by another.</summary>
internal sealed class EmergencyTests
{
    [Test]
    public async Task Request_InImmediateDangerWithoutACase_WaitsForTheHolderAtOnce()
    {
        var asked = await Inquiry.AskAsync(Emergency.Request(await Inquiry.HeldAsync("contact")));
        Assert.That(asked.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        var urgent = (await Emergency.OpenAsync(Cast.Assessor, asked.RequestId)).Single();
        Assert.That(urgent.Kind, Is.EqualTo(FollowUpKind.UrgentAnswer));
        Assert.That(urgent.DueAt.ToDateTimeOffset() - urgent.MadeAt.ToDateTimeOffset(), Is.EqualTo(TimeSpan.FromMinutes(30)));
        Assert.That(await Emergency.OpenAsync(Cast.Police, asked.RequestId), Is.Empty, "the asker has nothing to do, and nothing was late");
    }

    [Test]
    public async Task Assess_AnUrgentRequest_ClosesTheFollowUpAndReleasesWithTheDutyToReview()
    {
        var asked = await Inquiry.AskAsync(Emergency.Request(await Inquiry.HeldAsync("contact")));
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        Assert.That(await Emergency.OpenAsync(Cast.Assessor, asked.RequestId), Is.Empty);
        var collected = await Inquiry.CollectAsync(asked.RequestId);
        Assert.That(collected.Release.Sections, Has.Count.EqualTo(1));
        Assert.That(collected.Decisions[0].Obligations.Select(o => o.Code), Does.Contain("post-review"));
        foreach (var reviewer in new[] { Cast.PoliceReviewer, Cast.Reviewer })
            Assert.That((await Emergency.ReviewAsync(reviewer, asked.RequestId)).OfficerId, Is.EqualTo(reviewer.Party == "polisen" ? "berg" : ""));
    }

    [TestCase("investigate-crime", true, "emergency-purpose")]
    [TestCase("intervene-now", false, "case")]
    public async Task Request_WithoutACase_IsRefusedWhereThePurposeOrTheDangerIsMissing(string purpose, bool danger, string need)
    {
        var request = new RequestRequest(Emergency.Request(await Inquiry.HeldAsync("contact"))) { Purpose = purpose, ImmediateDanger = danger };
        var asked = await Inquiry.AskAsync(request);
        Assert.That(asked.Decisions[0].Outcome, Is.EqualTo(Outcome.Deny));
        Assert.That(asked.Decisions[0].Needs.Select(n => n.Code), Does.Contain(need));
    }

    [Test]
    public async Task Request_InImmediateDanger_StillNeedsACaseThatHoldsWhereOneIsGiven()
    {
        var subject = await Inquiry.HeldAsync("contact");
        var ofAnother = await Inquiry.CaseAsync(Cast.Police, People.Adult(), "intervene-now");
        var asked = await Inquiry.AskAsync(new RequestRequest(Emergency.Request(subject)) { CaseId = ofAnother });
        Assert.That(asked.Decisions[0].Outcome, Is.EqualTo(Outcome.Deny));
        Assert.That(asked.Decisions[0].Needs.Select(n => n.Code), Does.Contain("case-concerns-subject"));
    }

    [Test]
    public async Task Request_InImmediateDanger_TellsNothingOfTheRegisters()
    {
        var held = await Inquiry.AskAsync(Emergency.Request(await Inquiry.HeldAsync("contact")));
        var absent = await Inquiry.AskAsync(Emergency.Request(People.Adult()));
        var hidden = await Inquiry.AskAsync(Emergency.Request(await Inquiry.HeldAsync("social-measures", ProtectedIdentity.ProtectedRegistration)));
        Assert.That(absent.Decisions, Is.EqualTo(held.Decisions));
        Assert.That(hidden.Decisions, Is.EqualTo(held.Decisions));
    }

    [Test]
    public async Task Complete_AReview_IsForAnotherWithTheRoleAndOnce()
    {
        var review = await Emergency.ReviewAsync(Cast.PoliceReviewer, await Emergency.ReleasedAsync());
        var complete = new CompleteFollowUpRequest { FollowUpId = review.FollowUpId, Outcome = FollowUpOutcome.NotJustified };
        Assert.That(await RefusedAsync(Cast.Police, complete), Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(await RefusedAsync(Cast.Reviewer, complete), Is.EqualTo(StatusCode.NotFound), "another party's");
        Assert.That(await RefusedAsync(Cast.PoliceReviewer, new(complete) { Outcome = FollowUpOutcome.Done }), Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(await RefusedAsync(Cast.PoliceReviewer, new(complete) { Outcome = (FollowUpOutcome)9 }), Is.EqualTo(StatusCode.InvalidArgument));
        var done = await Town.Wire(Cast.PoliceReviewer).FollowUps.CompleteFollowUpAsync(complete);
        Assert.That(done.Receipts, Has.Count.EqualTo(1));
        Assert.That(await RefusedAsync(Cast.PoliceReviewer, complete), Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Complete_WhatAnActCloses_IsRefused()
    {
        var asked = await Inquiry.AskAsync(Emergency.Request(People.Adult()));
        var urgent = (await Emergency.OpenAsync(Cast.Assessor, asked.RequestId)).Single();
        var complete = new CompleteFollowUpRequest { FollowUpId = urgent.FollowUpId, Outcome = FollowUpOutcome.Done };
        Assert.That(await RefusedAsync(Cast.Assessor, complete), Is.EqualTo(StatusCode.FailedPrecondition));
        await Inquiry.CloseAsync(asked.RequestId);
        Assert.That(await Emergency.OpenAsync(Cast.Assessor, asked.RequestId), Is.Empty);
    }

    private static async Task<StatusCode> RefusedAsync(Official officer, CompleteFollowUpRequest complete) =>
        (await Refusal.OfAsync(() => Town.Wire(officer).FollowUps.CompleteFollowUpAsync(complete).ResponseAsync)).StatusCode;
}
