namespace Gateway.Alerts;

/// <summary>Wakes the subscribers of this process when an alert was stored or became overdue. Missing a ring costs a second.</summary>
public sealed class AlertBell(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private TaskCompletionSource _next = New();

    /// <summary>What to wait for; to be taken before looking, so that no ring falls between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes all who wait.</summary>
    public void Ring() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Waits for the ring, or for the time after which another process may have stored something.</summary>
    public async Task WaitAsync(Task ring, CancellationToken ct)
    {
        try
        {
            await ring.WaitAsync(Patience, time, ct);
        }
        catch (TimeoutException)
        {
            // Look again.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
