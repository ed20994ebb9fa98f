using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What concerns somebody whose identity is protected, known in whichever record, is released on two officers' word alone.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class ProtectedIdentityTests
{
    private static readonly string[] HarmTests = ["no-harm-individual", "no-serious-harm"];

    [Test]
    public async Task HarmTests_OfSomebodyUnprotected_AreEnough()
    {
        var (decided, release) = await JudgedAsync("contact", await Inquiry.HeldAsync("contact"));
        Assert.That(decided.Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
        Assert.That(release, Is.Not.Null);
    }

    [Test]
    public async Task HarmTests_OfSomebodyProtected_ReleaseNothingUntilASecondOfficerApproves() =>
        await NeedsTwoAsync("social-measures", await Inquiry.HeldAsync("social-measures", ProtectedIdentity.ProtectedRegistration));

    [Test]
    public async Task HarmTests_OfContactDataOfOneProtectedInAnotherRecord_ReleaseNothingUntilASecondOfficerApproves()
    {
        var person = await Inquiry.HeldAsync("contact");
        await AlsoProtectedAsync(person);
        await NeedsTwoAsync("contact", person);
    }

    [Test]
    public async Task HarmTests_WhereSomebodyBesideIsProtectedInAnotherRecord_ReleaseNothingUntilASecondOfficerApproves()
    {
        var (person, beside) = (People.Adult(), People.Adult());
        var record = Messages.Record(person);
        record.Persons.Add(beside.As(PersonRole.Relative, ProtectedIdentity.None));
        var section = Messages.Section("contact") with { PersonIndexes = [0, 1] };
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [section], CancellationToken.None);
        await AlsoProtectedAsync(beside);
        await NeedsTwoAsync("contact", person);
    }

    private static Task AlsoProtectedAsync(Subject person) => Town.As(Cast.Registrar).Records.DepositAsync(
        Messages.Record(person, ProtectedIdentity.SecrecyMarking), [Messages.Section("family")], CancellationToken.None);

    private static async Task NeedsTwoAsync(string category, Subject person)
    {
        var (decided, release) = await JudgedAsync(category, person);
        Assert.That(decided.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        Assert.That(decided.Decisions[0].Needs.Select(n => n.Code), Is.EqualTo(["second-approver"]));
        Assert.That(release, Is.Null);

        var id = decided.RequestId;
        var approval = new AssessRequest(await Inquiry.AssessmentAsync(id)) { Approve = true };
        Assert.That((await Inquiry.AssessAsync(Cast.Approver, approval)).Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
        Assert.That((await Inquiry.CollectAsync(id)).Release, Is.Not.Null);
    }

    /// <summary>The police ask under the secrecy's own harm test, and one officer answers that there is no harm.</summary>
    private static async Task<((string RequestId, IReadOnlyList<SectionDecision> Decisions) Decided, Release? Release)> JudgedAsync(
        string category, Subject person)
    {
        var request = Messages.Contact(person, await Inquiry.CaseAsync(Cast.Police, person));
        request.Categories[0].Category = category;
        request.ClaimedProvisions.Clear();
        request.ClaimedProvisions.Add(["osl-26-1", "osl-21-3"]);
        var asked = await Inquiry.AskAsync(request);
        var assessed = await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, HarmTests));
        return ((asked.RequestId, assessed.Decisions), (await Inquiry.CollectAsync(asked.RequestId)).Release);
    }
}
