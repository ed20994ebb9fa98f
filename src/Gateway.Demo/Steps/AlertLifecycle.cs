using Gateway.Client;
using Gateway.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Gateway.Demo.Steps;

/// <summary>Step 2: told by stream, opened, acknowledged, tracked; the same key again; another's content; a deadline that passes.</summary>
internal static class AlertLifecycle
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var social = stage.As(Cast.SocialWorker).Alerts;
        var told = await FirstAsync(social, a => a.AlertId == ChildConcernAlert.AlertId, limit.Token);
        report.Expect(told.SenderPartyId == "polisen" && told.State == AlertState.Stored,
            $"socialtjänsten får veta: larm från {told.SenderPartyId}, {string.Join(", ", told.Categories)}");

        var opened = await social.OpenAsync(told.AlertId, "SN-2026-1234", ct);
        report.Expect(opened.Release?.Sections.Count == 3 && opened.Decisions.All(d => d.Outcome == Outcome.Permit),
            $"öppnat efter ett andra beslut: {opened.Release?.Sections.Count} avsnitt, för ändamålet {opened.Release?.Handling.Purpose}");
        if (opened.Release is { } release) report.Receipts(release.Entries);
        report.Receipts(await social.AcknowledgeAsync(told.AlertId, ct));

        var track = await stage.As(Cast.PoliceSystem).Alerts.TrackAsync(told.AlertId, ct);
        AlertState[] way = [AlertState.Stored, AlertState.Delivered, AlertState.Opened, AlertState.Acknowledged];
        report.Expect(track.History.Select(h => h.State).SequenceEqual(way), "polisen ser: lagrat, levererat, öppnat, kvitterat");
        await AgainAsync(stage, report, ct);
        await OverdueAsync(stage, report, ct);
    }

    private static async Task AgainAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        var police = stage.As(Cast.PoliceSystem).Alerts;
        var again = await police.PushAsync(ChildConcernAlert.Pushed, ct);
        report.Expect(again.AlertId == ChildConcernAlert.AlertId, "samma nyckel och innehåll igen: det första svaret, inget nytt larm");
        var other = ChildConcernAlert.Pushed.Clone();
        other.RegistrationNumber = "5000-K2-26";
        try
        {
            await police.PushAsync(other, ct);
            report.Expect(false, "samma nyckel med annat innehåll gick igenom");
        }
        catch (GatewayException e)
        {
            report.Expect(e.Failure == GatewayFailure.AlreadyExists, $"samma nyckel med annat innehåll vägras: {e.Message}");
        }
    }

    private static async Task OverdueAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var alert = ChildConcernAlert.Alert(Cast.InvestigationLeader);
        alert.OpenBefore = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddSeconds(1.5));
        var police = stage.As(Cast.PoliceSystem).Alerts;
        var pushed = await police.PushAsync(alert, ChildConcernAlert.Sections(), ct);
        var duty = await FirstAsync(stage.As(Cast.SocialDuty).Alerts, a => a.AlertId == pushed.AlertId && a.State == AlertState.Overdue, limit.Token);
        var sender = await FirstAsync(police, a => a.AlertId == pushed.AlertId && a.State == AlertState.Overdue, limit.Token);
        report.Expect(duty.AlertId == sender.AlertId, "ett larm som ingen öppnar i tid går till socialjouren och tillbaka till polisen");
    }

    /// <summary>The first alert told that is the one meant.</summary>
    public static async Task<SubscribeResponse> FirstAsync(AlertClient alerts, Func<SubscribeResponse, bool> isIt, CancellationToken ct)
    {
        await foreach (var alert in alerts.SubscribeAsync(ct))
            if (isIt(alert)) return alert;
        throw new InvalidOperationException("the stream ended");
    }
}
