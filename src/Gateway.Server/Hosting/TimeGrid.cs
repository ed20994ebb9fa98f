namespace Gateway.Server.Hosting;

/// <summary>
/// The fixed grid on which every reply that is not a permit leaves: the next multiple of 250 ms after its call arrived, so that
/// the time to answer does not tell what was looked up (design §1.8).
/// </summary>
public sealed class TimeGrid(TimeProvider time)
{
    /// <summary>Distance between the instants at which replies leave.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>Completes at the next instant of the grid; never at once, even for a call that took exactly one step.</summary>
    /// <param name="began"><see cref="TimeProvider.GetTimestamp"/> of the call's arrival.</param>
    /// <param name="ct">Ends the wait: the caller is gone and learns nothing.</param>
    public async Task LeaveAsync(long began, CancellationToken ct)
    {
        var elapsed = time.GetElapsedTime(began);
        var due = Step * ((elapsed.Ticks / Step.Ticks) + 1);
        // A timer may fire a little early; a reply before its instant would tell as much as one without a grid.
        while (time.GetElapsedTime(began) is var now && now < due) await Task.Delay(due - now, time, ct);
    }
}
