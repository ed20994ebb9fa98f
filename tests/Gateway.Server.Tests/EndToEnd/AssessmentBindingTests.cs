using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Answers and approvals count for the sections they were given on, and for none that are deposited later.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class AssessmentBindingTests
{
    private static readonly string[] Questions = ["not-about-committed-offence", "disclosure-needed", "secrecy-does-not-outweigh"];

    [Test]
    public async Task Collect_NewerSectionDeposited_WaitsAnew()
    {
        var person = await Inquiry.HeldAsync("contact");
        var asked = await Inquiry.AskForContactAsync(person);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        Assert.That((await Inquiry.CollectAsync(asked.RequestId)).Release, Is.Not.Null);

        await DepositAsync(person, "contact");
        await WaitsAsync(asked.RequestId);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        Assert.That((await Inquiry.CollectAsync(asked.RequestId)).Release, Is.Not.Null);
    }

    [Test]
    public async Task Collect_AssessedWhileNothingWasHeld_WaitsAnew()
    {
        var person = People.Adult();
        var asked = await Inquiry.AskForContactAsync(person);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        await DepositAsync(person, "contact");
        await WaitsAsync(asked.RequestId);
    }

    [Test]
    public async Task Collect_ApprovedBeforeANewerSection_NeedsAnotherApproval()
    {
        var person = await Inquiry.HeldAsync("risk");
        var asked = await Inquiry.AskAsync(await Inquiry.RiskAsync(person));
        var answers = await Inquiry.AssessmentAsync(asked.RequestId, Questions);
        var approval = new AssessRequest(answers) { Approve = true };
        approval.Answers.Clear();
        await Inquiry.AssessAsync(Cast.Assessor, answers);
        Assert.That((await Inquiry.AssessAsync(Cast.Approver, approval)).Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));

        await DepositAsync(person, "risk");
        Assert.That((await Inquiry.AssessAsync(Cast.Assessor, answers)).Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        await WaitsAsync(asked.RequestId);
        Assert.That((await Inquiry.AssessAsync(Cast.Approver, approval)).Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
    }

    private static Task DepositAsync(Subject person, string category) =>
        Town.As(Cast.Registrar).Records.DepositAsync(Messages.Record(person), [Messages.Section(category, "Senare.")], CancellationToken.None);

    private static async Task WaitsAsync(string requestId)
    {
        var answer = await Inquiry.CollectAsync(requestId);
        Assert.That(answer.Release, Is.Null);
        Assert.That(answer.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
    }
}
