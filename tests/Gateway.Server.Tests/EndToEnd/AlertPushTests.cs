using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What may be told unasked, and to whom; the same push again is the same alert.</summary>
internal sealed class AlertPushTests
{
    [Test]
    public async Task Push_ToNoParty_NamesTheField()
    {
        var before = await Town.Gateway.LogSizeAsync();
        var push = await Alarm.PreparedAsync(a => a.ReceiverPartyId = "ingen");
        var refused = await Refusal.OfAsync(() => Town.Wire(Cast.Police).Alerts.PushAsync(push).ResponseAsync);
        Assert.That(Refusal.FieldsOf(refused), Is.EqualTo(["receiver_party_id"]));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Push_ToAReceiverTheProvisionDoesNotReach_IsDeniedWithTheReasonAndNotStored()
    {
        var before = await Alarm.ToldAsync(Cast.HeadTeacher);
        var push = await Alarm.PreparedAsync(a => a.ReceiverPartyId = "skola");
        var answer = await Town.Wire(Cast.Police).Alerts.PushAsync(push);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.AlertId, Is.Empty);
            Assert.That(answer.Decisions[0].Outcome, Is.EqualTo(Outcome.Deny));
            Assert.That(answer.Decisions[0].Provision.Id, Is.EqualTo("sol-19-1"));
            Assert.That(answer.Decisions[0].Needs.Select(n => n.Code), Does.Contain("receiver"));
            Assert.That(answer.Receipts, Has.Count.EqualTo(1));
            Assert.That(await Alarm.ToldAsync(Cast.HeadTeacher), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task Push_AboutSomebodyUnidentified_IsHeldUntilTheIdentityIsVerified()
    {
        var held = await PushAsync(new Answer { Question = "child-at-risk", Holds = true });
        var passed = await PushAsync(new Answer { Question = "child-at-risk", Holds = true }, new Answer { Question = "identity-verified", Holds = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(held.AlertId, Is.Empty);
            Assert.That(held.Decisions[0].Outcome, Is.EqualTo(Outcome.AwaitingAssessment));
            Assert.That(held.Decisions[0].Needs.Select(n => n.Code), Does.Contain("identity-verified"));
            Assert.That(passed.AlertId, Has.Length.EqualTo(32));
            Assert.That(passed.Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
        }
    }

    [Test]
    public async Task Push_SameKeyAgain_IsTheFirstAnswerAndOneAlert()
    {
        var push = await Alarm.PreparedAsync();
        var alerts = Town.Wire(Cast.Police).Alerts;
        var first = await alerts.PushAsync(push);
        var size = await Town.Gateway.LogSizeAsync();
        var again = await alerts.PushAsync(push);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.AlertId, Is.EqualTo(first.AlertId));
            Assert.That(again.Decisions, Is.EqualTo(first.Decisions));
            Assert.That(again.Receipts.Select(r => r.Leaf), Is.EqualTo(first.Receipts.Select(r => r.Leaf)));
            Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size));
            Assert.That((await Alarm.ToldAsync(Cast.SocialWorker)).Count(t => t.AlertId == first.AlertId), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Push_SameKeyWithOtherContent_AlreadyExists()
    {
        var push = await Alarm.PreparedAsync();
        var alerts = Town.Wire(Cast.Police).Alerts;
        await alerts.PushAsync(push);
        var refused = await Refusal.OfAsync(() => alerts.PushAsync(new PushRequest(push) { RegistrationNumber = "K-2" }).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.AlreadyExists));
    }

    [Test]
    public async Task Push_ConcurrentlyWithOneKey_MakesOneAlert()
    {
        var push = await Alarm.PreparedAsync();
        var before = await Town.Gateway.LogSizeAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            try
            {
                return (await Town.Wire(Cast.Police).Alerts.PushAsync(push)).AlertId;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
            {
                return ""; // the first of them was under way
            }
        }));
        Assert.That(answers.Where(a => a.Length > 0).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(before + 1));
    }

    private static async Task<PushResponse> PushAsync(params Answer[] answers)
    {
        var push = await Alarm.PreparedAsync(a =>
        {
            a.Persons.Add(new Subject { Unidentified = true }.As(PersonRole.Relative));
            a.Answers.Clear();
            a.Answers.Add(answers);
        });
        push.Sections[0].PersonIndexes.Add(1);
        return await Town.Wire(Cast.Police).Alerts.PushAsync(push);
    }
}
