using Gateway.Audit;
using Gateway.Protocol.V1;
using Microsoft.Data.Sqlite;

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

    [Test]
    public async Task LogReview_PastItsTime_EscalatesWithinItsOwnParty()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var person = People.Adult();
        for (var i = 0; i < 2; i++) await gateway.Wire(Cast.Police).Disclosures.RequestAsync(Messages.Contact(person, ""));
        await using (var database = new SqliteConnection($"Data Source={Directory.GetFiles(gateway.Folder, "*.db").Single()}"))
        {
            await database.OpenAsync();
            await using var late = database.CreateCommand();
            late.CommandText = "UPDATE follow_ups SET due_at = 0";
            Assert.That(await late.ExecuteNonQueryAsync(), Is.EqualTo(1));
        }
        FollowUp? review = null;
        for (var tries = 0; review?.EscalatedAt is null && tries < 50; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            review = (await OpenAsync(gateway, Cast.PoliceReviewer)).Single();
        }
        Assert.That(review?.EscalatedAt, Is.Not.Null);
        Assert.That(await OpenAsync(gateway, Cast.Assessor), Is.Empty, "whose officer it is, stays within its party");
    }

    private static async Task<IReadOnlyList<FollowUp>> OpenAsync(RunningGateway gateway, Official officer) =>
        (await gateway.Wire(officer).FollowUps.ListFollowUpsAsync(new ListFollowUpsRequest())).FollowUps;
}
