using Gateway.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>An assessment answers one request, by the holder, while it waits; and two officers are two.</summary>
internal sealed class AssessmentTests
{
    private static readonly string[] Questions = ["not-about-committed-offence", "disclosure-needed", "secrecy-does-not-outweigh"];

    [Test]
    public async Task Request_OfAnotherParty_IsTheAnswerForNoRequest()
    {
        var asked = await Inquiry.AskForContactAsync(People.Adult());
        var digest = (await Inquiry.WaitingAsync(asked.RequestId)).RequestDigest;
        var answers = await Task.WhenAll(new[] { asked.RequestId, new string('0', 32), "", new string('x', 400) }.SelectMany(id =>
        {
            var assessment = new AssessRequest { RequestId = id, RequestDigest = digest, Close = true };
            return new[]
            {
                RefusedAsync(() => Town.Wire(Cast.HeadTeacher).Disclosures.CollectAsync(new CollectRequest { RequestId = id }).ResponseAsync),
                RefusedAsync(() => Inquiry.AssessAsync(Cast.HeadTeacher, assessment)),
                // Nor may the party that asked answer its own request.
                RefusedAsync(() => Inquiry.AssessAsync(Cast.Police, assessment)),
            };
        }));
        Assert.That(answers.Distinct(), Is.EqualTo(["NotFound nothing of yours has this id"]));
    }

    [Test]
    public async Task Assess_WithAnotherDigest_ChangesNothing()
    {
        var (one, other) = (await Inquiry.AskForContactAsync(People.Adult()), await Inquiry.AskForContactAsync(People.Adult()));
        var assessment = await Inquiry.AssessmentAsync(one.RequestId, "no-exceptional-reasons");
        foreach (var digest in new[] { (await Inquiry.WaitingAsync(other.RequestId)).RequestDigest, ByteString.Empty })
            await RefusedAsync(Cast.Assessor, new AssessRequest(assessment) { RequestDigest = digest }, StatusCode.FailedPrecondition);
        await Inquiry.AssessAsync(Cast.Assessor, assessment);
    }

    [Test]
    public async Task Assess_UnknownQuestionOrSection_NamesTheField()
    {
        var asked = await Inquiry.AskForContactAsync(People.Adult());
        var unknown = await Inquiry.AssessmentAsync(asked.RequestId, "is-it-tuesday");
        await RefusedAsync(Cast.Assessor, unknown, StatusCode.InvalidArgument);
        var elsewhere = await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons");
        elsewhere.Answers[0].SectionId = "family";
        await RefusedAsync(Cast.Assessor, elsewhere, StatusCode.InvalidArgument);
    }

    [Test]
    public async Task Assess_ByAnOfficerWithoutTheRole_IsPermissionDenied()
    {
        var asked = await Inquiry.AskForContactAsync(People.Adult());
        await RefusedAsync(Cast.SocialWorker, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"), StatusCode.PermissionDenied);
    }

    [Test]
    public async Task Approve_ByTheFirstAssessor_IsNoSecondApproval()
    {
        var asked = await Inquiry.AskAsync(await Inquiry.RiskAsync(await Inquiry.HeldAsync("risk")));
        var answers = await Inquiry.AssessmentAsync(asked.RequestId, Questions);
        await Inquiry.AssessAsync(Cast.Assessor, answers);

        var approval = new AssessRequest(answers) { Approve = true };
        approval.Answers.Clear();
        var own = await Inquiry.AssessAsync(Cast.Assessor, approval);
        Assert.That(own.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        Assert.That((await Inquiry.CollectAsync(asked.RequestId)).Release, Is.Null);

        var second = await Inquiry.AssessAsync(Cast.Approver, approval);
        Assert.That(second.Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
        Assert.That((await Inquiry.CollectAsync(asked.RequestId)).Release.Sections, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Assess_AfterClosing_IsTooLate()
    {
        var asked = await Inquiry.AskForContactAsync(await Inquiry.HeldAsync("contact"));
        var assessment = await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons");
        await Inquiry.CloseAsync(asked.RequestId);
        await RefusedAsync(Cast.Assessor, assessment, StatusCode.FailedPrecondition);
        Assert.That((await Inquiry.CollectAsync(asked.RequestId)).Release, Is.Null);
    }

    private static async Task RefusedAsync(Official officer, AssessRequest assessment, StatusCode status)
    {
        var size = await Town.Gateway.LogSizeAsync();
        var refused = await Refusal.OfAsync(() => Inquiry.AssessAsync(officer, assessment));
        Assert.That(refused.StatusCode, Is.EqualTo(status));
        // A wrong field is no attempt; a missing role or a wrong state is, and the log tells of it.
        var entries = status == StatusCode.InvalidArgument ? 0 : 1;
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size + entries));
    }

    private static async Task<string> RefusedAsync(Func<Task> call)
    {
        var refused = await Refusal.OfAsync(call);
        return $"{refused.StatusCode} {refused.Status.Detail}";
    }
}
