using Gateway.Records;

namespace Gateway.Server.Jobs;

/// <summary>Erases the chunks of uploads that were begun anew, or that nobody came back for. A round that fails is made up by the next.</summary>
internal sealed partial class UploadSweep(ChunkUploads uploads, TimeProvider time, ILogger<UploadSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await uploads.SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                RoundFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(321, LogLevel.Error, "erasing uploads that nobody came back for failed: {Fault}")]
    private static partial void RoundFailed(ILogger logger, string fault);
}
