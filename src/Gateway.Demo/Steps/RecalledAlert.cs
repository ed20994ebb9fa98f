using Gateway.Client;
using Gateway.Protocol.V1;

namespace Gateway.Demo.Steps;

/// <summary>Step 11: what no longer holds is taken back; who had opened it is told so, and nobody opens it again.</summary>
internal static class RecalledAlert
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var (police, social) = (stage.As(Cast.PoliceSystem).Alerts, stage.As(Cast.SocialWorker).Alerts);
        var pushed = await police.PushAsync(ChildConcernAlert.Alert(Cast.InvestigationLeader), ChildConcernAlert.Sections(), ct);
        await AlertLifecycle.FirstAsync(social, a => a.AlertId == pushed.AlertId, limit.Token);
        var opened = await social.OpenAsync(pushed.AlertId, "SN-2026-1235", ct);
        report.Expect(opened.Release is not null, "socialtjänsten öppnar larmet");

        var (wasOpened, entries) = await police.RecallAsync(pushed.AlertId, RecallReason.WrongData, ct);
        report.Expect(wasOpened, "polisen tar tillbaka det, eftersom uppgifterna var fel; det hade redan öppnats");
        report.Receipts(entries);
        var told = await AlertLifecycle.FirstAsync(social, a => a.AlertId == pushed.AlertId && a.State == AlertState.Recalled, limit.Token);
        report.Expect(told.RecallReason == RecallReason.WrongData, "socialtjänsten underrättas om rättelsen (led art. 7.3)");
        try
        {
            await social.OpenAsync(pushed.AlertId, "SN-2026-1235", ct);
            report.Expect(false, "ett återtaget larm gick att öppna");
        }
        catch (GatewayException e)
        {
            report.Expect(e.Failure == GatewayFailure.WrongState, $"ingen öppnar det igen: {e.Message}");
        }
    }
}
