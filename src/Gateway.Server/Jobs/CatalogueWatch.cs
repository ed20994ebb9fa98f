using Gateway.Server.Hosting;

namespace Gateway.Server.Jobs;

/// <summary>
/// Puts an approved catalogue in force when its day comes, and one that the operator lays in place while the server runs. What is wrong
/// with it is told once; the catalogue in force goes on deciding.
/// </summary>
internal sealed partial class CatalogueWatch(CatalogueActivation activation, TimeProvider time, ILogger<CatalogueWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        var told = "";
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await activation.RunAsync([], stoppingToken) is { } version) Activated(logger, version);
                told = "";
            }
            catch (InvalidConfigurationException e)
            {
                // Settings and catalogue versions, nothing about people.
                if (e.Message != told) Refused(logger, e.Message);
                told = e.Message;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(311, LogLevel.Information, "catalogue {Version} is in force")]
    private static partial void Activated(ILogger logger, string version);

    [LoggerMessage(312, LogLevel.Error, "the approved catalogue is not put in force: {Why}")]
    private static partial void Refused(ILogger logger, string why);

    [LoggerMessage(313, LogLevel.Error, "looking for an approved catalogue failed: {Fault}")]
    private static partial void Failed(ILogger logger, string fault);
}
