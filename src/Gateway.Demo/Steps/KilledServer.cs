using System.Collections.Concurrent;
using Gateway.Audit;
using Gateway.Client;

namespace Gateway.Demo.Steps;

/// <summary>Step 10: SIGKILL in the middle of a burst; after the restart everything acknowledged is there, and the log goes on.</summary>
internal static class KilledServer
{
    private const int InFlight = 8;
    private const int KilledAfter = 40;

    public static async Task PlayAsync(Stage stage, StepReport report, CancellationToken ct)
    {
        var police = stage.As(Cast.PoliceSystem);
        var before = await police.CheckLogAsync(ct);
        var acknowledged = new ConcurrentDictionary<string, IReadOnlyList<ProvenEntry>>();
        var opened = new ConcurrentBag<ProvenEntry>();
        await BurstAsync(stage, acknowledged, opened, ct);
        report.Say($"servern dödad efter {acknowledged.Count} kvitterade larm, {opened.Count} poster om öppnade");

        var resent = await police.Alerts.ResendAsync(ct);
        report.Expect(resent.All(r => r.Failure is null) && police.Alerts.WaitingPushes.Count == 0,
            $"servern svarar igen efter {stage.Server.StartTook.TotalSeconds:0.0} s; {resent.Count} larm utan svar skickades om under samma nyckel");
        var lost = 0;
        foreach (var alert in acknowledged.Keys)
            if ((await police.Alerts.TrackAsync(alert, ct)).History.Count == 0) lost++;
        report.Expect(lost == 0 && acknowledged.Count >= KilledAfter, "varje kvitterat larm finns kvar");

        var after = await police.CheckLogAsync(ct);
        report.Expect(after.Size > before.Size, $"loggen fortsätter där den var: {before.Size} poster före, {after.Size} efter");
        var entries = acknowledged.Values.SelectMany(e => e).Concat(opened).ToList();
        var missing = 0;
        foreach (var entry in entries)
        {
            var proof = TlogProof.Parse(await stage.ConnectionOf(Cast.PoliceSystem).Audit.GetReceiptAsync(entry.Index, ct));
            if (!proof.Verify(entry.LeafHash.Span, stage.Log)) missing++;
        }
        report.Expect(missing == 0, $"alla {entries.Count} poster bakom kvitton och öppnanden finns i den nya loggen");
    }

    private static async Task BurstAsync(
        Stage stage, ConcurrentDictionary<string, IReadOnlyList<ProvenEntry>> acknowledged, ConcurrentBag<ProvenEntry> opened, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var workers = Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested && await PushAndOpenAsync(stage, acknowledged, opened, ct))
                if (acknowledged.Count >= KilledAfter) enough.TrySetResult();
            enough.TrySetResult();
        }, ct)).ToList();
        await enough.Task;
        await stage.Server.KillAsync(); // while the workers push
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        await stage.RestartAsync(ct);
    }

    /// <summary>False once the server is gone.</summary>
    private static async Task<bool> PushAndOpenAsync(
        Stage stage, ConcurrentDictionary<string, IReadOnlyList<ProvenEntry>> acknowledged, ConcurrentBag<ProvenEntry> opened, CancellationToken ct)
    {
        try
        {
            var police = stage.As(Cast.PoliceSystem);
            var answer = await police.Alerts.PushAsync(ChildConcernAlert.Alert(Cast.InvestigationLeader), ChildConcernAlert.Sections(), ct);
            acknowledged[answer.AlertId] = await police.Receipts.VerifyAsync(answer.Receipts, ct);
            var release = (await stage.As(Cast.SocialWorker).Alerts.OpenAsync(answer.AlertId, "", ct)).Release;
            foreach (var entry in release?.Entries ?? []) opened.Add(entry);
            return true;
        }
        catch (Exception e) when (e is GatewayException or HttpRequestException)
        {
            return false;
        }
    }
}
