using System.Diagnostics;
using System.Text;
using Gateway.Client;
using Gateway.Protocol.V1;
using Gateway.Server.Hosting;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What stands between asking and getting: the time grid, the case, a protected identity, and the asker's own reasons.</summary>
internal sealed class RequestTests
{
    private Official _registrar = Cast.Registrar;

    /// <summary>The school has decided beforehand what a contact request of the police leaves to judge.</summary>
    [OneTimeSetUp]
    public async Task DecideBeforehandAsync()
    {
        _registrar = await Newcomer.AtAsync("skola", "registrar");
        var decider = await Newcomer.AtAsync("skola", "decision-maker");
        await Town.Wire(decider).Directory.RecordStandingDecisionAsync(new RecordStandingDecisionRequest
        {
            StandingDecisionId = "kontaktuppgifter",
            ProvisionId = "lub-4",
            Question = "no-exceptional-reasons",
            Categories = { "contact" },
            ReceiverPartyId = "polisen",
            ValidUntil = Cast.Day(months: 3),
        });
    }

    [Test]
    public async Task Answer_NotAPermit_LeavesOnTheTimeGrid()
    {
        var refused = await QuickestAsync(() => Inquiry.AskAsync(Messages.Contact(People.Adult(), "")));
        var waiting = await QuickestAsync(() => Inquiry.AskForContactAsync(People.Adult()));
        var permit = await OfTheSchoolAsync(ProtectedIdentity.None);
        var permitted = await QuickestAsync(() => Inquiry.AskAsync(permit));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused, Is.InRange(TimeGrid.Step, TimeGrid.Step * 1.8));
            Assert.That(waiting, Is.InRange(TimeGrid.Step, TimeGrid.Step * 1.8));
            Assert.That(permitted, Is.LessThan(TimeGrid.Step));
        }
    }

    [Test]
    public async Task StandingDecision_OfAProtectedPerson_IsNotEnough()
    {
        var permitted = await Inquiry.AskAsync(await OfTheSchoolAsync(ProtectedIdentity.None));
        var waiting = await Inquiry.AskAsync(await OfTheSchoolAsync(ProtectedIdentity.SecrecyMarking));
        Assert.That(permitted.Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
        Assert.That(waiting.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
        Assert.That(waiting.Release, Is.Null);
    }

    [Test]
    public async Task Collect_CaseClosedMeanwhile_ReleasesNothing()
    {
        var person = await Inquiry.HeldAsync("contact");
        var request = Messages.Contact(person, await Inquiry.CaseAsync(Cast.Police, person));
        var asked = await Inquiry.AskAsync(request);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        Assert.That((await Inquiry.CollectAsync(asked.RequestId)).Release, Is.Not.Null);

        await Inquiry.CloseCaseAsync(request.CaseId);
        var after = await Inquiry.CollectAsync(asked.RequestId);
        Assert.That(after.Release, Is.Null);
        Assert.That(after.Decisions[0].Needs.Select(n => n.Code), Does.Contain("open-case"));
    }

    [Test]
    public async Task Reasons_WithoutTheAnswersForTellingThem_AreRefusedNamingTheProvision()
    {
        var request = await WithReasonsAsync();
        request.ReasonsAnswers.Clear();
        var refused = await Refusal.OfAsync(() => Inquiry.AskAsync(request));
        Assert.That(Refusal.FieldsOf(refused), Is.EqualTo(["reasons"]));
        Assert.That(refused.Status.Detail, Does.Contain("osl-").And.Contain("necessary"));
    }

    [Test]
    public async Task Reasons_Told_ReachTheHolderAlone()
    {
        var asked = await Inquiry.AskAsync(await WithReasonsAsync());
        var waiting = await Inquiry.WaitingAsync(asked.RequestId);
        var opened = await Town.As(Cast.Assessor).Disclosures.OpenReasonsAsync(waiting, CancellationToken.None);
        Assert.That(opened?.Sections.Select(s => Encoding.UTF8.GetString(s.Content.Span)), Is.EqualTo(["Skälen."]));

        var elsewhere = await Town.Wire(Cast.HeadTeacher).Disclosures.ListWaitingAsync(new ListWaitingRequest());
        Assert.That(elsewhere.Requests, Is.Empty);
        await Assert.ThrowsAsync<ReleaseRefusedException>(() => Town.As(Cast.HeadTeacher).Disclosures.OpenReasonsAsync(waiting, CancellationToken.None));
    }

    private static async Task<RequestRequest> WithReasonsAsync()
    {
        var request = await Inquiry.RiskAsync(People.Adult());
        request.ReasonsAnswers.Add(new Answer { Question = "necessary-own-task", Holds = true });
        request.ReasonsAnswers.Add(new Answer { Question = "necessary-and-proportionate", Holds = true });
        return await Town.As(Cast.Police).Disclosures.PrepareAsync(request, "Skälen."u8.ToArray(), CancellationToken.None);
    }

    /// <summary>The police ask the school for contact data that it holds.</summary>
    private async Task<RequestRequest> OfTheSchoolAsync(ProtectedIdentity protection)
    {
        var pupil = People.Adult();
        var records = Town.As(_registrar).Records;
        await records.DepositAsync(Messages.Record(pupil), [Messages.Section("contact")], CancellationToken.None);
        // Contact data of a protected person is not deposited; what another record knows of the person counts here too.
        await records.DepositAsync(Messages.Record(pupil, protection), [Messages.Section("schooling")], CancellationToken.None);
        var request = Messages.Contact(pupil, await Inquiry.CaseAsync(Cast.Police, pupil));
        request.HolderPartyId = "skola";
        return request;
    }

    /// <summary>The shortest of a few: what is more was this machine's.</summary>
    private static async Task<TimeSpan> QuickestAsync<T>(Func<Task<T>> call)
    {
        var shortest = TimeSpan.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await call();
            var took = Stopwatch.GetElapsedTime(began);
            shortest = took < shortest ? took : shortest;
        }
        return shortest;
    }
}
