using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A person erased at one party: all that is that party's own goes, and nothing of the others'.</summary>
internal sealed class PersonErasureTests
{
    [Test]
    public async Task Erase_APerson_TakesAllThatIsThePartysOwn()
    {
        var person = await Inquiry.HeldAsync("contact");
        await ConsentTests.RecordedAsync(person);
        var asked = await EndedAsync(person);
        var caseId = await Inquiry.CaseAsync(Cast.SocialWorker, person, "child-protection");
        await Town.Wire(Cast.SocialWorker).Cases.CloseCaseAsync(new CloseCaseRequest { CaseId = caseId });
        var counts = (await Gallring.PreviewAsync(Gallring.Of(person))).Counts;
        Assert.That(counts, Is.EqualTo(new ErasureCounts { Sections = 1, Requests = 1, Consents = 1, Cases = 1 }));

        await Gallring.ErasedAsync(Gallring.Of(person));
        await RefusedAsync(StatusCode.NotFound, () => Gallring.PreviewAsync(Gallring.Of(person)));
        await RefusedAsync(StatusCode.FailedPrecondition, () => Inquiry.CollectAsync(asked.RequestId));
        await RefusedAsync(StatusCode.FailedPrecondition, () => Town.Wire(Cast.Police).Disclosures.AskFormalDecisionAsync(
            new AskFormalDecisionRequest { RequestId = asked.RequestId }).ResponseAsync);
        // Nothing that is erased is in the way of what is not.
        var waits = await Inquiry.AskForContactAsync(People.Adult());
        Assert.That((await Inquiry.WaitingAsync(waits.RequestId)).RequestId, Is.EqualTo(waits.RequestId));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Erase_APerson_TakesTheLogsDetailsOnlyWhereTheDecisionNamesThem(bool logDetails)
    {
        var person = await Inquiry.HeldAsync("contact");
        await EndedAsync(person);
        var at = await Town.Gateway.LogSizeAsync();
        await Gallring.ErasedAsync(Gallring.Of(person, logDetails));
        var found = await Review.DisclosuresAsync(Cast.Reviewer, person);
        Assert.That(found.Where(a => a.Index < at), logDetails ? Is.Empty : Is.Not.Empty);
        var others = await Review.DisclosuresAsync(Cast.PoliceReviewer, person);
        Assert.That(Review.Text(others), Does.Contain("lub-4"), "the police keep what is theirs");
    }

    [Test]
    public async Task Erase_APerson_LeavesNoEntryOfTheSameRequestWithTheDetail()
    {
        var person = await Inquiry.HeldAsync("contact");
        var size = await Town.Gateway.LogSizeAsync();
        await EndedAsync(person);
        await Gallring.ErasedAsync(Gallring.Of(person, logDetails: true));
        // Four entries each: those that name nobody repeat the detail of the one that names the person.
        var left = new GatewayFile(Town.Gateway.Folder).Column("SELECT CAST(e.leaf AS TEXT) FROM log_views v JOIN log_entries e ON e.idx = v.idx "
            + $"WHERE v.idx >= {size} AND v.party = 'soc' AND length(v.sealed) > 0");
        Assert.That(left.Where(leaf => leaf.Contains("\"request\"") || leaf.Contains("\"assessment\"")), Is.Empty);
        Assert.That(left, Is.Not.Empty, "the erasure's own entries are there");
    }

    [Test]
    public async Task Erase_APerson_LeavesWhatOthersHave()
    {
        var person = await Inquiry.HeldAsync("family");
        var record = Messages.Record(person);
        await Town.As(Cast.HeadTeacher).Records.DepositAsync(record, [Messages.Section("schooling")], default);
        await Gallring.ErasedAsync(Gallring.Of(person, logDetails: true));
        var kept = await Town.Wire(Cast.HeadTeacher).Erasures.PreviewErasureAsync(new PreviewErasureRequest { Scope = Gallring.Of(person) });
        Assert.That(kept.Counts.Sections, Is.EqualTo(1));
    }

    [Test]
    public async Task Request_SentAgainAfterTheHoldersErasure_GetsTheAskersFirstAnswer()
    {
        var person = await Inquiry.HeldAsync("contact");
        var request = Messages.Contact(person, await Inquiry.CaseAsync(Cast.Police, person));
        var first = await Inquiry.AskAsync(request);
        await Inquiry.CloseAsync(first.RequestId);
        await Gallring.ErasedAsync(Gallring.Of(person, logDetails: true));
        var again = await Inquiry.AskAsync(request);
        Assert.That(again.Decisions, Is.EqualTo(first.Decisions));
        Assert.That(again.Receipts.Select(r => r.View), Is.EqualTo(first.Receipts.Select(r => r.View)));
    }

    [Test]
    public async Task Erase_AtTheAsker_LeavesTheHoldersPartAndTakesTheKeyFromUse()
    {
        var person = await Inquiry.HeldAsync("contact");
        // An officer of its own: where the usual one has asked very often, that is reviewed, and a review is a hold.
        var officer = await Newcomer.AtAsync("polisen", "investigator");
        var asker = Town.Wire(officer);
        var opened = Messages.Case(officer, person);
        await asker.Cases.OpenCaseAsync(opened);
        var request = Messages.Contact(person, opened.CaseId);
        var asked = await asker.Disclosures.RequestAsync(request);
        await Inquiry.CloseAsync(asked.RequestId);
        await asker.Cases.CloseCaseAsync(new CloseCaseRequest { CaseId = opened.CaseId });
        await ErasedAtThePoliceAsync(person);
        await RefusedAsync(StatusCode.AlreadyExists, () => asker.Disclosures.RequestAsync(request).ResponseAsync);
        Assert.That((await Gallring.PreviewAsync(Gallring.Of(person))).Counts, Is.EqualTo(new ErasureCounts { Sections = 1, Requests = 1 }));
        Assert.That(SubjectOf(asked.RequestId), Is.EqualTo("blob"), "the holder still finds its part by the person");
        await Gallring.ErasedAsync(Gallring.Of(person));
        Assert.That(SubjectOf(asked.RequestId), Is.EqualTo("null"));

        static string SubjectOf(string id) => new GatewayFile(Town.Gateway.Folder).Column($"SELECT typeof(subject) FROM requests WHERE id = '{id}'").Single();
    }

    [Test]
    public async Task Erase_AnOpenedAlert_TellsItsReceiverAndOpensItNoMore()
    {
        var child = People.Child();
        var prepared = await Alarm.PreparedAsync(a => a.Persons[0].Subject = child);
        var alert = (await Town.Wire(Cast.Police).Alerts.PushAsync(prepared)).AlertId;
        await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert });
        await ErasedAtThePoliceAsync(child);
        var told = (await Emergency.OpenAsync(Cast.SocialWorker, alert)).Single();
        Assert.That((told.Kind, told.Cause, told.CounterpartPartyId), Is.EqualTo((FollowUpKind.ErasureInstruction, "event", "polisen")));
        await RefusedAsync(StatusCode.FailedPrecondition, () => Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert }).ResponseAsync);
        await RefusedAsync(StatusCode.AlreadyExists, () => Town.Wire(Cast.Police).Alerts.PushAsync(prepared).ResponseAsync);
        Assert.That((await Alarm.ToldAsync(Cast.SocialWorker)).Select(t => t.AlertId), Does.Contain(alert), "the stream goes on over it");
    }

    /// <summary>Asked, answered, collected and closed.</summary>
    private static async Task<RequestResponse> EndedAsync(Subject person)
    {
        var asked = await Inquiry.AskForContactAsync(person);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        await Inquiry.CollectAsync(asked.RequestId);
        await Inquiry.CloseAsync(asked.RequestId);
        return asked;
    }

    private static async Task ErasedAtThePoliceAsync(Subject person)
    {
        var proposed = await Town.Wire(Cast.Police).Erasures.ProposeErasureAsync(
            new ProposeErasureRequest { Scope = Gallring.Of(person), RegistrationNumber = "Gallring 1" });
        var other = await Newcomer.AtAsync("polisen", "registrar");
        var proposal = await Gallring.ReadAsync(Town.Gateway, other, proposed.ProposalId);
        await Town.Wire(other).Proposals.ApproveProposalAsync(new ApproveProposalRequest { ProposalId = proposed.ProposalId, Digest = proposal!.Digest });
    }

    private static async Task RefusedAsync(StatusCode status, Func<Task> call)
    {
        var refused = await Refusal.OfAsync(call);
        Assert.That(refused.StatusCode, Is.EqualTo(status), refused.Status.Detail);
    }
}
