using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A request that asks no more than whether the holder has anything: told where the law permits it, and nothing is released.</summary>
internal sealed class ExistenceTests
{
    private Official _registrar = Cast.Registrar;
    private Official _school = Cast.HeadTeacher;

    /// <summary>The school has decided beforehand what contact requests of the police leave to judge.</summary>
    [OneTimeSetUp]
    public async Task DecideBeforehandAsync()
    {
        _registrar = await Newcomer.AtAsync("skola", "registrar");
        _school = await Newcomer.AtAsync("skola", "assessor");
        var decider = await Newcomer.AtAsync("skola", "decision-maker");
        await Town.Wire(decider).Directory.RecordStandingDecisionAsync(new RecordStandingDecisionRequest
        {
            StandingDecisionId = Town.Name("kontakt"), ProvisionId = "lub-4", Question = "no-exceptional-reasons", Categories = { "contact" },
            ReceiverPartyId = "polisen", ValidUntil = Cast.Day(months: 3),
        });
    }

    [Test]
    public async Task Request_ForExistence_TellsItAndReleasesNothing()
    {
        var request = await OfTheSchoolAsync(await PupilAsync("contact"));
        var answer = await Inquiry.AskAsync(request);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Extent, Is.EqualTo(AnswerExtent.ExistsOnly));
            Assert.That(answer.Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
            Assert.That(answer.Release, Is.Null);
            Assert.That(answer.Receipts, Has.Count.EqualTo(4));
            Assert.That(answer.Receipts.Select(r => r.ReleaseSalt.Length), Has.All.Zero, "committed to no ciphertext");
            Assert.That(answer.Receipts.Select(r => r.View.ToStringUtf8()), Has.All.Contains("\"toldToExist\":[\"contact\"]"));
            Assert.That(answer.Receipts.Select(r => r.View.ToStringUtf8()), Has.All.Contains("\"released\":[]"));
        }
    }

    [Test]
    public async Task Collect_AfterExistenceWasTold_StillReleasesNothing()
    {
        var asked = await Inquiry.AskAsync(await OfTheSchoolAsync(await PupilAsync("contact")));
        var collected = await Inquiry.CollectAsync(asked.RequestId);
        Assert.That(collected.Extent, Is.EqualTo(AnswerExtent.ExistsOnly));
        Assert.That(collected.Release, Is.Null);
    }

    [Test]
    public async Task Request_ForContentUnderTheKeyOfOneForExistence_IsRefused()
    {
        var request = await OfTheSchoolAsync(await PupilAsync("contact"));
        await Inquiry.AskAsync(request);
        Assert.That((await Inquiry.AskAsync(request)).Extent, Is.EqualTo(AnswerExtent.ExistsOnly), "the first answer again");
        request.Categories[0].ExistenceOnly = false;
        Assert.That((await Refusal.OfAsync(() => Inquiry.AskAsync(request))).StatusCode, Is.EqualTo(StatusCode.AlreadyExists));
    }

    [TestCase("contact", false, "", false, AnswerExtent.Full)]
    [TestCase("contact", false, "schooling", false, AnswerExtent.Partial)]
    [TestCase("contact", true, "schooling", false, AnswerExtent.ExistsOnly)]
    [TestCase("contact", true, "schooling", true, AnswerExtent.ExistsOnly)]
    [TestCase("contact", false, "schooling", true, AnswerExtent.Partial)]
    [TestCase("schooling", false, "", false, AnswerExtent.Neutral)]
    [TestCase("schooling", true, "", false, AnswerExtent.Neutral)]
    public async Task Request_OfWhatThisDutyCoversAndWhatItDoesNot_SaysHowFar(
        string first, bool firstExistence, string second, bool secondExistence, AnswerExtent expected)
    {
        var request = await OfTheSchoolAsync(await PupilAsync("contact", "schooling"));
        request.Categories.Clear();
        request.Categories.Add(new AskedCategory { Category = first, ExistenceOnly = firstExistence });
        if (second.Length > 0) request.Categories.Add(new AskedCategory { Category = second, ExistenceOnly = secondExistence });
        var answer = await Inquiry.AskAsync(request);
        Assert.That(answer.Extent, Is.EqualTo(expected));
        Assert.That(answer.Release is not null, Is.EqualTo(expected is AnswerExtent.Full or AnswerExtent.Partial));
    }

    [Test]
    public async Task Request_NothingHeldOrProtectedOrUnknown_AnswersAlike()
    {
        List<string> waiting = [], closed = [];
        foreach (var person in (Subject[])[await PupilAsync("family"), await ProtectedAsync(), People.Adult()])
        {
            var request = await OfTheSchoolAsync(person);
            var answer = await Inquiry.AskAsync(request);
            Assert.That(answer.Extent, Is.EqualTo(AnswerExtent.Neutral));
            waiting.Add(AnswerShape.Of(answer, request));

            var found = (await Town.Wire(_school).Disclosures.ListWaitingAsync(new ListWaitingRequest())).Requests.Single(w => w.RequestId == answer.RequestId);
            Assert.That(found.ExistenceOnly, Is.EqualTo(["contact"]), "the officer judges no more than was asked");
            await Town.Wire(_school).Disclosures.AssessAsync(
                new AssessRequest { RequestId = answer.RequestId, RequestDigest = found.RequestDigest, Close = true });
            closed.Add(AnswerShape.Of(await Inquiry.CollectAsync(answer.RequestId), answer.RequestId, request));
        }
        Assert.That(waiting.Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(closed.Distinct().ToList(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Report_WrongDataOfWhatWasToldToExist_TellsTheAsker()
    {
        var asked = await Inquiry.AskAsync(await OfTheSchoolAsync(await PupilAsync("contact")));
        await Town.Wire(_registrar).Disclosures.ReportWrongDataAsync(new ReportWrongDataRequest { RequestId = asked.RequestId });
        var told = (await Town.Wire(Cast.Police).FollowUps.ListFollowUpsAsync(new ListFollowUpsRequest())).FollowUps;
        Assert.That(told.Where(f => f.Reference == asked.RequestId).Select(f => f.Kind), Is.EqualTo([FollowUpKind.Correction]));
    }

    private async Task<Subject> PupilAsync(params string[] categories)
    {
        var pupil = People.Adult();
        foreach (var category in categories)
            await Town.As(_registrar).Records.DepositAsync(Messages.Record(pupil), [Messages.Section(category)], CancellationToken.None);
        return pupil;
    }

    /// <summary>One whose contact data is held, and whose identity is protected.</summary>
    private async Task<Subject> ProtectedAsync()
    {
        var pupil = await PupilAsync("contact");
        var hidden = Messages.Record(pupil, ProtectedIdentity.SecrecyMarking);
        await Town.As(_registrar).Records.DepositAsync(hidden, [Messages.Section("schooling")], CancellationToken.None);
        return pupil;
    }

    /// <summary>The police ask the school whether it has contact data.</summary>
    private static async Task<RequestRequest> OfTheSchoolAsync(Subject pupil)
    {
        var request = Messages.Contact(pupil, await Inquiry.CaseAsync(Cast.Police, pupil));
        request.HolderPartyId = "skola";
        request.Categories[0].ExistenceOnly = true;
        return request;
    }
}
