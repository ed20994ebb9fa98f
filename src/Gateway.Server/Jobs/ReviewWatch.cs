using Gateway.Review;

namespace Gateway.Server.Jobs;

/// <summary>
/// Runs the log reviews that are due, looking a minute after the start, which has more urgent things to do, and then every hour. A round that
/// fails is made up by the next.
/// </summary>
internal sealed partial class ReviewWatch(LogReviews reviews, TimeProvider time, ILogger<ReviewWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First, time, stoppingToken);
        using var timer = new PeriodicTimer(Round, time);
        do
        {
            try
            {
                foreach (var failure in await reviews.SweepAsync(stoppingToken)) RoundFailed(logger, failure.GetType().Name);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                RoundFailed(logger, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(361, LogLevel.Error, "a scheduled log review failed: {Fault}")]
    private static partial void RoundFailed(ILogger logger, string fault);
}
