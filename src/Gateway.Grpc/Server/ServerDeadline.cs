using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// The instant a client named by <c>grpc-timeout</c> ("Timeout"): when it passes, the call's token is cancelled and the call answers
/// DEADLINE_EXCEEDED, whether its method listens or not.
/// </summary>
internal sealed class ServerDeadline : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly Action _onPassed;
    private readonly Action<Exception> _onFault;
    private readonly ITimer? _timer;

    public ServerDeadline(TimeSpan timeout, TimeProvider clock, CancellationToken requestAborted, Action onPassed, Action<Exception> onFault)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        At = timeout < DateTime.MaxValue - now ? now + timeout : DateTime.MaxValue;
        (_onPassed, _onFault) = (onPassed, onFault);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(requestAborted);
        Token = _cancellation.Token;
        if (timeout < GrpcTimeout.LongestTimer)
            _timer = clock.CreateTimer(static self => ((ServerDeadline)self!).Pass(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    public DateTime At { get; }

    public CancellationToken Token { get; }

    public void Dispose()
    {
        _timer?.Dispose();
        _cancellation.Dispose();
    }

    private void Pass()
    {
        try
        {
            try
            {
                _onPassed();
            }
            finally
            {
                _cancellation.Cancel(); // whatever became of the answer, the method is told
            }
        }
        catch (ObjectDisposedException)
        {
            // The call ended while the timer fired.
        }
        catch (Exception e) // what the method hung on the token may throw, and on a timer's thread that would end the process
        {
            _onFault(e);
        }
    }
}
