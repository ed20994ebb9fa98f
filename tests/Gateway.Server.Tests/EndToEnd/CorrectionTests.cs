using Gateway.Client;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Whoever received what was wrong is told; what no longer holds is released no more.</summary>
internal sealed class CorrectionTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Deposit_OfALaterVersion_TellsWhoReceivedTheEarlierOneIfThatWasWrong(bool corrects)
    {
        var (record, request) = await ReceivedAsync();
        await Town.As(Cast.Registrar).Records.DepositAsync(new DepositRequest(record) { Corrects = corrects },
            [Messages.Section("contact", "Rätt nummer.") with { Version = 2 }], default);
        var told = await Emergency.OpenAsync(Cast.Police, request);
        Assert.That(told.Select(f => (f.Kind, f.Cause)), corrects ? Is.EqualTo([(FollowUpKind.Correction, "contact")]) : Is.Empty);
        if (!corrects) return;
        await Town.Wire(Cast.Police).FollowUps.CompleteFollowUpAsync(
            new CompleteFollowUpRequest { FollowUpId = told[0].FollowUpId, Outcome = FollowUpOutcome.Done });
        Assert.That(await Emergency.OpenAsync(Cast.Police, request), Is.Empty);
        // Wrong once more, it is told once more.
        await Town.As(Cast.Registrar).Records.DepositAsync(new DepositRequest(record) { Corrects = true },
            [Messages.Section("contact", "Nu rätt.") with { Version = 3 }], default);
        Assert.That(await Emergency.OpenAsync(Cast.Police, request), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Withdraw_ASection_TellsItsReceiversAndReleasesItNoMore()
    {
        var (record, request) = await ReceivedAsync();
        Assert.That((await Inquiry.CollectAsync(request)).Release, Is.Not.Null);
        var withdraw = new WithdrawSectionRequest { RecordId = record.RecordId, SectionId = "avsnitt" };
        await Town.Wire(Cast.Registrar).Records.WithdrawSectionAsync(withdraw);
        Assert.That((await Inquiry.CollectAsync(request)).Release, Is.Null);
        Assert.That((await Emergency.OpenAsync(Cast.Police, request)).Single().Kind, Is.EqualTo(FollowUpKind.Correction));
        var again = await Refusal.OfAsync(() => Town.Wire(Cast.Registrar).Records.WithdrawSectionAsync(withdraw).ResponseAsync);
        Assert.That(again.StatusCode, Is.EqualTo(StatusCode.NotFound));
        var others = await Refusal.OfAsync(() => Town.Wire(Cast.HeadTeacher).Records.WithdrawSectionAsync(withdraw).ResponseAsync);
        Assert.That(others.Status.Detail, Is.EqualTo(again.Status.Detail));
    }

    [Test]
    public async Task Deposit_CorrectingTwoSections_TellsOfBoth()
    {
        var person = People.Adult();
        var record = Messages.Record(person);
        PlainSection[] sections = [Messages.Section("risk", id: "ett"), Messages.Section("family", id: "tva")];
        await Town.As(Cast.Registrar).Records.DepositAsync(record, sections, default);
        var request = await Inquiry.RiskAsync(person);
        request.Categories.Add(new AskedCategory { Category = "family" });
        var asked = await Inquiry.AskAsync(request);
        var answers = await Inquiry.AssessmentAsync(asked.RequestId, "disclosure-needed", "secrecy-does-not-outweigh", "not-about-committed-offence");
        await Inquiry.AssessAsync(Cast.Assessor, answers);
        var approval = new AssessRequest(answers) { Approve = true };
        approval.Answers.Clear();
        await Inquiry.AssessAsync(Cast.Approver, approval);
        Assert.That((await Inquiry.CollectAsync(asked.RequestId)).Release.Sections, Has.Count.EqualTo(2));

        await Town.As(Cast.Registrar).Records.DepositAsync(
            new DepositRequest(record) { Corrects = true }, [.. sections.Select(s => s with { Version = 2 })], default);
        Assert.That((await Emergency.OpenAsync(Cast.Police, asked.RequestId)).Select(f => f.Cause), Is.EquivalentTo(["risk", "family"]));
    }

    [Test]
    public async Task Withdraw_ARequest_ReleasesNothingUnderItAnyMore()
    {
        var (_, request) = await ReceivedAsync();
        var withdraw = new WithdrawRequestRequest { RequestId = request };
        await Town.Wire(Cast.Police).Disclosures.WithdrawRequestAsync(withdraw);
        Assert.That((await Refusal.OfAsync(() => Inquiry.CollectAsync(request))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        var again = await Refusal.OfAsync(() => Town.Wire(Cast.Police).Disclosures.WithdrawRequestAsync(withdraw).ResponseAsync);
        Assert.That(again.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Withdraw_AWaitingRequest_TakesItFromTheHoldersList()
    {
        var asked = await Inquiry.AskForContactAsync(People.Adult());
        var assessment = await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons");
        await Town.Wire(Cast.Police).Disclosures.WithdrawRequestAsync(new WithdrawRequestRequest { RequestId = asked.RequestId });
        var waiting = await Town.Wire(Cast.Assessor).Disclosures.ListWaitingAsync(new ListWaitingRequest());
        Assert.That(waiting.Requests.Select(r => r.RequestId), Does.Not.Contain(asked.RequestId));
        Assert.That((await Refusal.OfAsync(() => Inquiry.AssessAsync(Cast.Assessor, assessment))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Report_WrongData_IsForWhatWasReleasedByItsHolder()
    {
        var (_, received) = await ReceivedAsync();
        await Town.Wire(Cast.Registrar).Disclosures.ReportWrongDataAsync(new ReportWrongDataRequest { RequestId = received });
        Assert.That((await Emergency.OpenAsync(Cast.Police, received)).Single().Cause, Is.EqualTo("contact"));
        var waits = await Inquiry.AskForContactAsync(People.Adult());
        Assert.That(await RefusedAsync(Cast.Registrar, waits.RequestId), Is.EqualTo(StatusCode.FailedPrecondition), "nothing was released");
        Assert.That(await RefusedAsync(Cast.HeadTeacher, received), Is.EqualTo(StatusCode.NotFound));
        Assert.That(await RefusedAsync(Cast.SocialWorker, received), Is.EqualTo(StatusCode.PermissionDenied));
    }

    /// <summary>A record of contact data, and the request under which the police received it.</summary>
    internal static async Task<(DepositRequest Record, string RequestId)> ReceivedAsync()
    {
        var person = People.Adult();
        var record = Messages.Record(person);
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("contact")], default);
        var asked = await Inquiry.AskForContactAsync(person);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        await Inquiry.CollectAsync(asked.RequestId);
        return (record, asked.RequestId);
    }

    private static async Task<StatusCode> RefusedAsync(Official officer, string request) => (await Refusal.OfAsync(
        () => Town.Wire(officer).Disclosures.ReportWrongDataAsync(new ReportWrongDataRequest { RequestId = request }).ResponseAsync)).StatusCode;
}
