using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Logged, then released (design §1.4): where the database refuses at any step, nothing is released and nothing stays.</summary>
internal sealed class LogUnavailableTests
{
    private const string NoEntries = "CREATE TRIGGER e2e BEFORE INSERT ON log_entries BEGIN SELECT RAISE(ABORT, 'refused'); END";
    private const string NoTiles = "CREATE TRIGGER e2e BEFORE INSERT ON log_tiles BEGIN SELECT RAISE(ABORT, 'refused'); END";

    // A reference that is checked at the commit alone.
    private const string NoCommit = """
        CREATE TABLE e2e_broken (party TEXT REFERENCES parties (id) DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER e2e AFTER INSERT ON log_entries BEGIN INSERT INTO e2e_broken VALUES ('nobody'); END
        """;

    [TestCase(NoEntries, TestName = "Call_EntriesAreRefused_ReleasesAndStoresNothing")]
    [TestCase(NoTiles, TestName = "Call_TilesAreRefused_ReleasesAndStoresNothing")]
    [TestCase(NoCommit, TestName = "Call_CommitIsRefused_ReleasesAndStoresNothing")]
    public async Task Call_DatabaseRefuses_ReleasesAndStoresNothing(string fault)
    {
        var (push, alert) = (await Alarm.PreparedAsync(), await Alarm.PushedAsync());
        var person = await Inquiry.HeldAsync("contact");
        var request = Messages.Contact(person, await Inquiry.CaseAsync(Cast.Police, person));
        var opening = Messages.Case(Cast.Police, person);
        var size = await Town.Gateway.LogSizeAsync();
        Func<Task>[] calls =
        [
            () => Town.Wire(Cast.Police).Alerts.PushAsync(push).ResponseAsync,
            () => Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert }).ResponseAsync,
            () => Inquiry.AskAsync(request),
            () => Town.Wire(Cast.Police).Cases.OpenCaseAsync(opening).ResponseAsync,
        ];

        var file = new GatewayFile(Town.Gateway.Folder);
        file.Run(fault);
        try
        {
            var refused = await Task.WhenAll(calls.Select(Refusal.OfAsync));
            Assert.That(refused.Select(r => r.StatusCode), Is.All.EqualTo(StatusCode.Unavailable));
            Assert.That(refused.Select(r => r.Status.Detail), Is.All.EqualTo("the log is not available: nothing was released"));
            Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size));
        }
        finally
        {
            file.Run("DROP TRIGGER e2e; DROP TABLE IF EXISTS e2e_broken");
        }

        var track = await Town.Wire(Cast.Police).Alerts.TrackAsync(new TrackRequest { AlertId = alert });
        Assert.That(track.History.Select(h => h.State), Is.EqualTo([AlertState.Stored]));
        // Nothing had stayed: the same calls now make what they had not made.
        foreach (var call in calls) await call();
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size + 7));
        await Town.As(Cast.Police).CheckLogAsync(CancellationToken.None);
    }
}
