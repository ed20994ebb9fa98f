using Gateway.Server.Hosting;
using Gateway.Server.Witnesses;

namespace Gateway.Server.Jobs;

/// <summary>Collects witnesses' cosignatures on a timer. A round that fails is made up by the next.</summary>
internal sealed partial class WitnessRounds(WitnessRound round, GatewayServerOptions options, TimeProvider time, ILogger<WitnessRounds> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.WitnessRoundSeconds), time);
        do
        {
            try
            {
                await round.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                RoundFailed(logger, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(354, LogLevel.Error, "collecting cosignatures failed: {Fault}")]
    private static partial void RoundFailed(ILogger logger, string fault);
}
