using Gateway.Alerts;
using Gateway.Enforcement;
using Gateway.Server.Telemetry;

namespace Gateway.Server.Jobs;

/// <summary>
/// Tells duty contacts and senders of alerts that nobody opened in time, and escalates what parties have left undone. A round that
/// fails is made up by the next.
/// </summary>
internal sealed partial class DeadlineWatch(
    AlertStates states, IAlertStore alerts, FollowUps followUps, IFollowUpStore openFollowUps, GatewayMetrics metrics, TimeProvider time,
    ILogger<DeadlineWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var (_, failures) = await states.SweepAsync(stoppingToken);
                foreach (var failure in failures.Concat(await followUps.SweepAsync(stoppingToken))) RoundFailed(logger, failure.GetType().Name);
                metrics.Overdue(await alerts.CountOverdueAsync(stoppingToken),
                    await openFollowUps.CountOverdueAsync(time.GetUtcNow(), stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                RoundFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(301, LogLevel.Error, "telling of what is past its deadline failed: {Fault}")]
    private static partial void RoundFailed(ILogger logger, string fault);
}
