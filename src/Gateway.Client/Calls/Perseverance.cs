namespace Gateway.Client;

/// <summary>
/// Whether a broken stream is worth taking up again, and when: after a pause that grows, and not for ever where it does not get on.
/// </summary>
internal sealed class Perseverance(TimeProvider time)
{
    private const int MostInVain = 8;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);

    private int _reached = -1;
    private int _inVain;

    /// <summary>Whether to try again.</summary>
    /// <param name="broken">Why it broke.</param>
    /// <param name="reached">How far it has come.</param>
    public bool Allows(GatewayException broken, int reached)
    {
        _inVain = reached > _reached ? 0 : _inVain + 1;
        _reached = Math.Max(_reached, reached);
        return !broken.IsFinal && broken.Failure != GatewayFailure.Unauthenticated && _inVain < MostInVain;
    }

    /// <summary>Waits until it is worth it.</summary>
    public Task PauseAsync(CancellationToken ct) => Task.Delay(ShortestPause * (1 << _inVain), time, ct);
}
