using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>An alert that was taken over is opened again as often as its receiver needs it, and does not go back on its way.</summary>
internal sealed class AlertReopeningTests
{
    [Test]
    public async Task Open_AnAcknowledgedAlert_ReleasesAndLogsAgainAndStaysAcknowledged()
    {
        var open = new OpenRequest { AlertId = await Alarm.PushedAsync() };
        var alerts = Town.Wire(Cast.SocialWorker).Alerts;
        await alerts.OpenAsync(open);
        await alerts.AcknowledgeAsync(new AcknowledgeRequest { AlertId = open.AlertId });
        var size = await Town.Gateway.LogSizeAsync();

        var again = await alerts.OpenAsync(open);
        var track = await Town.Wire(Cast.Police).Alerts.TrackAsync(new TrackRequest { AlertId = open.AlertId });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Release.Sections, Has.Count.EqualTo(1));
            Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size + 1));
            Assert.That(track.State, Is.EqualTo(AlertState.Acknowledged));
            Assert.That((await Alarm.ToldAsync(Cast.SocialWorker)).Select(t => t.AlertId), Does.Not.Contain(open.AlertId));
        }
    }
}
