using Gateway.Records.Erasure;
using Gateway.Records.Retention;

namespace Gateway.Server.Jobs;

/// <summary>
/// Carries out approved erasures of log details past their time: at the start, which makes up what a killed process left, after each approval, and
/// every minute for what failed.
/// </summary>
internal sealed partial class DetailErasure(RetentionErasures retention, Erasures erasures, ILogger<DetailErasure> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _approved = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        retention.Approved = () => _approved.Release();
        while (true)
        {
            try
            {
                var (done, failures) = await retention.SweepAsync(stoppingToken);
                foreach (var failure in failures) RoundFailed(logger, failure.GetType().Name);
                if (done > 0) erasures.Carried(); // what is in no row any more is swept from the files
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                RoundFailed(logger, e.GetType().Name);
            }
            await _approved.WaitAsync(Round, stoppingToken);
        }
    }

    public override void Dispose()
    {
        retention.Approved = () => { }; // whatever is approved from here on the next start carries out
        base.Dispose();
        _approved.Dispose();
    }

    [LoggerMessage(342, LogLevel.Error, "erasing log details past their time failed: {Fault}")]
    private static partial void RoundFailed(ILogger logger, string fault);
}
