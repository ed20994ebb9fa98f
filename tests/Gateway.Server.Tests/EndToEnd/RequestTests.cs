using System.Diagnostics;
using System.Text;
using Gateway.Client;
using Gateway.Protocol.V1;
using Gateway.Server.Hosting;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What stands between asking and getting: the time grid, the case, a protected identity, and the asker's own reasons.</summary>
internal sealed class RequestTests
{
    [OneTimeSetUp]
    public async Task DecideBeforehandAsync() => await Town.Wire(Cast.Registrar).Directory.RecordStandingDecisionAsync(new RecordStandingDecisionRequest
    {
        StandingDecisionId = "aterkoppling",
        ProvisionId = "sol-19-6",
        Question = "not-inappropriate",
        Categories = { "concern-feedback" },
        ReceiverPartyId = "skola",
        ValidUntil = Cast.Day(months: 3),
    });

    [Test]
    public async Task Answer_NotAPermit_LeavesOnTheTimeGrid()
    {
        var refused = await QuickestAsync(() => Inquiry.AskAsync(Messages.Contact(People.Adult(), "")));
        var waiting = await QuickestAsync(() => Inquiry.AskForContactAsync(People.Adult()));
        var permit = await Feedback(await Inquiry.HeldAsync("concern-feedback"));
        var permitted = await QuickestAsync(() => Town.Wire(Cast.HeadTeacher).Disclosures.RequestAsync(permit).ResponseAsync);
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
        var open = await Feedback(await Inquiry.HeldAsync("concern-feedback"));
        var hidden = await Feedback(await Inquiry.HeldAsync("concern-feedback", ProtectedIdentity.SecrecyMarking));
        var disclosures = Town.Wire(Cast.HeadTeacher).Disclosures;
        var (permitted, waiting) = (await disclosures.RequestAsync(open), await disclosures.RequestAsync(hidden));
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

    /// <summary>The head teacher asks what became of a report; decided upon beforehand.</summary>
    private static async Task<RequestRequest> Feedback(Subject child) => new()
    {
        IdempotencyKey = Town.Name("key-of-a-request"),
        HolderPartyId = "soc",
        Subject = child,
        Categories = { new AskedCategory { Category = "concern-feedback" } },
        Purpose = "concern-feedback",
        CaseId = await Inquiry.CaseAsync(Cast.HeadTeacher, child, "concern-feedback"),
        ClaimedProvisions = { "sol-19-6" },
        AssertedFacts = { new AssertedFact { Name = "reporter-asks", Holds = true } },
    };

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
