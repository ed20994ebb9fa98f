using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What is held, or under way, is not erased: neither proposed nor, when it came in between, carried out.</summary>
internal sealed class ErasureHoldTests
{
    [Test]
    public async Task Hold_OnARecord_StopsItsErasureUntilItIsLifted()
    {
        var record = await RecordAsync(People.Adult());
        var proposal = await Gallring.ProposedAsync(Town.Gateway, Gallring.Of(record));
        var hold = await Gallring.HoldAsync(new PlaceHoldRequest { RecordId = record });
        await HeldAsync(Gallring.Of(record), "placed-hold");
        Assert.That((await Refusal.OfAsync(() => Gallring.ApproveAsync(Town.Gateway, proposal))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        await Gallring.LiftAsync(hold);
        await Gallring.ApproveAsync(Town.Gateway, proposal);
        Assert.That((await Refusal.OfAsync(() => Gallring.LiftAsync(hold))).StatusCode, Is.EqualTo(StatusCode.NotFound));
    }

    [Test]
    public async Task Hold_OnAPerson_StopsEverySectionThatConcernsThePerson()
    {
        var (person, relative) = (People.Adult(), People.Adult());
        var record = Messages.Record(person);
        record.Persons.Add(relative.As(PersonRole.Relative));
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("family") with { PersonIndexes = [0, 1] }], default);
        await Gallring.HoldAsync(new PlaceHoldRequest { Subject = relative });
        await HeldAsync(Gallring.Of(record.RecordId), "placed-hold");
        await HeldAsync(Gallring.Of(person), "placed-hold");
        await HeldAsync(Gallring.Of(relative), "placed-hold");
    }

    [Test]
    public async Task Hold_OfAnotherParty_StopsNothingHere()
    {
        var person = People.Adult();
        await Town.Wire(Cast.HeadTeacher).Erasures.PlaceHoldAsync(new PlaceHoldRequest { Subject = person, RegistrationNumber = "Dnr 1" });
        Assert.That((await Gallring.PreviewAsync(Gallring.Of(await RecordAsync(person)))).HeldBy, Is.Empty);
    }

    [Test]
    public async Task OpenRequest_AboutThePerson_Holds()
    {
        var person = await Inquiry.HeldAsync("contact");
        var asked = await Inquiry.AskForContactAsync(person);
        await HeldAsync(Gallring.Of(person), "open-request");
        await Inquiry.CloseAsync(asked.RequestId);
        await Gallring.ErasedAsync(Gallring.Of(person));
    }

    [Test]
    public async Task FormalDecision_AskedForOrAppealable_Holds()
    {
        var person = await Inquiry.HeldAsync("contact");
        var decide = await FormalDecisionTests.AskedAsync(person);
        await HeldAsync(Gallring.Of(person), "open-request", "formal-decision", "open-follow-up");
        await Town.Wire(Cast.Assessor).Disclosures.DecideFormallyAsync(decide);
        await HeldAsync(Gallring.Of(person), "formal-decision");
        new GatewayFile(Town.Gateway.Folder).Run($"UPDATE formal_decisions SET appealable_until = 1 WHERE request = '{decide.RequestId}'");
        await Gallring.ErasedAsync(Gallring.Of(person));
    }

    [Test]
    public async Task Review_ThatIsNotDone_Holds()
    {
        var person = await Inquiry.HeldAsync("contact");
        var asked = await Inquiry.AskAsync(Emergency.Request(person));
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        await Inquiry.CollectAsync(asked.RequestId);
        await Inquiry.CloseAsync(asked.RequestId);
        await HeldAsync(Gallring.Of(person), "open-follow-up");
        foreach (var reviewer in new[] { Cast.Reviewer, Cast.PoliceReviewer })
            await Town.Wire(reviewer).FollowUps.CompleteFollowUpAsync(new CompleteFollowUpRequest
            {
                FollowUpId = (await Emergency.ReviewAsync(reviewer, asked.RequestId)).FollowUpId, Outcome = FollowUpOutcome.Justified,
            });
        await Gallring.ErasedAsync(Gallring.Of(person));
    }

    [Test]
    public async Task AlertNotOpened_AndOpenCase_HoldThePersonAtTheirParty()
    {
        var child = People.Child();
        var alert = await Alarm.PushedAsync(child);
        var caseId = await Inquiry.CaseAsync(Cast.Police, child);
        Assert.That(await AtThePoliceAsync(child), Is.EquivalentTo(["alert-not-opened", "open-case"]));
        await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert });
        await Inquiry.CloseCaseAsync(caseId);
        Assert.That(await AtThePoliceAsync(child), Is.Empty);
    }

    private static async Task<IEnumerable<string>> AtThePoliceAsync(Subject person) => (await Town.Wire(Cast.Police).Erasures.PreviewErasureAsync(
        new PreviewErasureRequest { Scope = Gallring.Of(person) })).HeldBy;

    private static async Task<string> RecordAsync(Subject person)
    {
        var record = Messages.Record(person);
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("family")], default);
        return record.RecordId;
    }

    /// <summary>The preview says what holds it, and a proposal is refused.</summary>
    private static async Task HeldAsync(ErasureScope scope, params string[] by)
    {
        Assert.That((await Gallring.PreviewAsync(scope)).HeldBy, Is.EquivalentTo(by));
        var refused = await Refusal.OfAsync(() => Gallring.ProposedAsync(Town.Gateway, scope));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(refused.Status.Detail, Does.Contain(by[0]));
    }
}
