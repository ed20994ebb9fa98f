using Gateway.Audit;
using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What is not done in time is told to the other party, by itself. Its server gives no time at all.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class EscalationTests
{
    [Test]
    public async Task UrgentAnswer_PastItsTime_IsSeenByTheAskerUntilItIsAnswered()
    {
        await using var gateway = await RunningGateway.StartAsync("--Gateway:UrgentAnswerMinutes=0");
        var asked = await gateway.Wire(Cast.Police).Disclosures.RequestAsync(Emergency.Request(People.Adult()));
        var size = await gateway.LogSizeAsync();
        FollowUp? seen = null;
        for (var tries = 0; seen is null && tries < 50; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            seen = (await OpenAsync(gateway, Cast.Police)).SingleOrDefault(f => f.Reference == asked.RequestId);
        }
        Assert.That(seen?.EscalatedAt, Is.Not.Null);
        Assert.That(seen?.PartyId, Is.EqualTo("soc"));
        Assert.That(new GatewayFile(gateway.Folder).KindsFrom(size).Count(k => k == EntryKind.FollowUp), Is.EqualTo(1), "it escalates once");

        var waiting = (await gateway.Wire(Cast.Assessor).Disclosures.ListWaitingAsync(new ListWaitingRequest())).Requests.Single();
        await gateway.Wire(Cast.Assessor).Disclosures.AssessAsync(
            new AssessRequest { RequestId = asked.RequestId, RequestDigest = waiting.RequestDigest, Close = true });
        Assert.That(await OpenAsync(gateway, Cast.Police), Is.Empty);
    }

    private static async Task<IReadOnlyList<FollowUp>> OpenAsync(RunningGateway gateway, Official officer) =>
        (await gateway.Wire(officer).FollowUps.ListFollowUpsAsync(new ListFollowUpsRequest())).FollowUps;
}
