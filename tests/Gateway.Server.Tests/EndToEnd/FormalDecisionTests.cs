using System.Text;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A neutral answer is not the last word: the authority itself decides, with reasons and where that is appealed.</summary>
internal sealed class FormalDecisionTests
{
    [Test]
    public async Task Decide_WhatWasAskedFor_ReachesTheAskerWithItsProvisionsAndItsCourt()
    {
        var decide = await AskedAsync(await Inquiry.HeldAsync("contact"));
        var decided = await Town.Wire(Cast.Assessor).Disclosures.DecideFormallyAsync(decide);
        var collected = await Inquiry.CollectAsync(decide.RequestId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(collected.Closed);
            Assert.That(collected.FormalDecision.Reasons, Is.EqualTo(decide.Reasons));
            Assert.That(collected.FormalDecision.Provisions.Select(p => p.Id), Is.EqualTo(["osl-26-1"]));
            Assert.That(collected.FormalDecision.AppealUnder.Id, Is.EqualTo("osl-6-8"));
            Assert.That(collected.FormalDecision.AppealTo.Sv, Does.Contain("kammarrätten"));
            Assert.That(Encoding.UTF8.GetString(decided.Receipts[0].View.Span), Does.Contain("osl-26-1"), "the entry holds the decision");
            Assert.That(await Emergency.OpenAsync(Cast.Assessor, decide.RequestId), Is.Empty, "and closes what was to be done");
        }
        Assert.That(await RefusedAsync(Cast.Assessor, decide), Is.EqualTo(StatusCode.FailedPrecondition), "once");
    }

    [Test]
    public async Task Decide_BetweenTwoAuthoritiesUnderTheGovernment_IsAppealedToTheGovernment()
    {
        var agency = Town.Name("skatteverket");
        await Town.Wire(Cast.Operator).Directory.RegisterPartyAsync(Town.Gateway.WithKeys(new Party { PartyId = agency, Kind = PartyKind.TaxAgency, Name = "Skatteverket" }));
        var assessor = Town.Wire(await Newcomer.AtAsync(agency, "assessor"));
        var person = People.Adult();
        var request = Messages.Contact(person, await Inquiry.CaseAsync(Cast.Police, person));
        request.HolderPartyId = agency;
        var asked = await Inquiry.AskAsync(request);
        await Town.Wire(Cast.Police).Disclosures.AskFormalDecisionAsync(new AskFormalDecisionRequest { RequestId = asked.RequestId });
        var waiting = (await assessor.Disclosures.ListWaitingAsync(new ListWaitingRequest())).Requests.Single();
        await assessor.Disclosures.DecideFormallyAsync(new DecideFormallyRequest
        {
            RequestId = asked.RequestId, RequestDigest = waiting.RequestDigest, RefusedCategories = { "contact" }, Provisions = { "osl-10-27" },
            Reasons = "Uppgiften lämnas inte.", AppealWithinDays = 21,
        });
        var decided = (await Inquiry.CollectAsync(asked.RequestId)).FormalDecision;
        Assert.That(decided.AppealUnder.Id, Is.EqualTo("osl-6-8-regeringen"));
        Assert.That(decided.AppealTo.Sv, Does.Contain("regeringen").And.Not.Contain("kammarrätten"));
    }

    [Test]
    public async Task Ask_OnAnAnswerThatTellsNothing_IsSeenByTheHolderAsAFollowUp()
    {
        var refused = await Inquiry.AskAsync(Messages.Contact(People.Adult(), ""));
        Assert.That(await Emergency.OpenAsync(Cast.Assessor, refused.RequestId), Is.Empty);
        var ask = new AskFormalDecisionRequest { RequestId = refused.RequestId };
        await Town.Wire(Cast.Police).Disclosures.AskFormalDecisionAsync(ask);
        await Town.Wire(Cast.Police).Disclosures.AskFormalDecisionAsync(ask);
        Assert.That((await Emergency.OpenAsync(Cast.Assessor, refused.RequestId)).Single().Kind, Is.EqualTo(FollowUpKind.FormalDecision));
        Assert.That((await Inquiry.WaitingAsync(refused.RequestId)).FormalDecisionAsked);
        Assert.That((await Inquiry.CollectAsync(refused.RequestId)).FormalDecision, Is.Null);
    }

    [Test]
    public async Task Ask_OfAnothersRequest_IsNotFound()
    {
        var asked = await Inquiry.AskForContactAsync(People.Adult());
        var refused = await Refusal.OfAsync(() => Town.Wire(Cast.HeadTeacher).Disclosures.AskFormalDecisionAsync(
            new AskFormalDecisionRequest { RequestId = asked.RequestId }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.NotFound));
    }

    [Test]
    public async Task Decide_WhatIsUnfit_IsRefusedAndChangesNothing()
    {
        var decide = await AskedAsync(People.Adult());
        var unasked = await Inquiry.AskForContactAsync(People.Adult());
        Assert.That(await RefusedAsync(Cast.SocialWorker, decide), Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(await RefusedAsync(Cast.HeadTeacher, decide), Is.EqualTo(StatusCode.NotFound));
        Assert.That(await RefusedAsync(Cast.Assessor, new(decide) { RequestDigest = Google.Protobuf.ByteString.Empty }), Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(await RefusedAsync(Cast.Assessor, new(decide) { RequestId = unasked.RequestId }), Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(await RefusedAsync(Cast.Assessor, new(decide) { Reasons = "" }), Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(await RefusedAsync(Cast.Assessor, new(decide) { AppealWithinDays = 0 }), Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(await RefusedAsync(Cast.Assessor, new(decide) { RefusedCategories = { "family" } }), Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(await RefusedAsync(Cast.Assessor, new(decide) { Provisions = { "no-such-provision" } }), Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That((await Inquiry.CollectAsync(decide.RequestId)).FormalDecision, Is.Null);
    }

    /// <summary>A decision that fits a request which one is asked for.</summary>
    internal static async Task<DecideFormallyRequest> AskedAsync(Subject person)
    {
        var asked = await Inquiry.AskForContactAsync(person);
        await Town.Wire(Cast.Police).Disclosures.AskFormalDecisionAsync(new AskFormalDecisionRequest { RequestId = asked.RequestId });
        return new DecideFormallyRequest
        {
            RequestId = asked.RequestId, RequestDigest = (await Inquiry.WaitingAsync(asked.RequestId)).RequestDigest,
            RefusedCategories = { "contact" }, Provisions = { "osl-26-1" }, Reasons = "Det står inte klart att uppgiften kan röjas utan men.",
            AppealWithinDays = 21,
        };
    }

    private static async Task<StatusCode> RefusedAsync(Official officer, DecideFormallyRequest decide) =>
        (await Refusal.OfAsync(() => Town.Wire(officer).Disclosures.DecideFormallyAsync(decide).ResponseAsync)).StatusCode;
}
