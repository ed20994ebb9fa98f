using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>
/// A call's one end: by the server's status, a failure, the deadline, or being cancelled or disposed, whichever is first.
/// Everything that is awaited afterwards tells that end.
/// </summary>
internal sealed class CallLifetime : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly CallOptions _options;
    private readonly Action<CallOutcome> _onEnd;
    private readonly CancellationTokenSource _cancellation;
    private CallOutcome? _outcome;
    private bool _isDisposed;

    /// <param name="onEnd">Called once, when the call has ended, on the thread that ended it.</param>
    /// <exception cref="ArgumentException">The deadline is not in UTC.</exception>
    public CallLifetime(GrpcChannel channel, CallOptions options, Action<CallOutcome> onEnd)
    {
        if (options.Deadline is { Kind: not DateTimeKind.Utc } local && local != DateTime.MaxValue && local != DateTime.MinValue)
            throw new ArgumentException("a deadline is in UTC", nameof(options));
        _channel = channel;
        _options = options;
        _onEnd = onEnd;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken, channel.Closed);
        Token = _cancellation.Token;
    }

    /// <summary>Cancelled when the call has to stop, for whatever reason.</summary>
    public CancellationToken Token { get; }

    /// <summary>How the call ended, or null.</summary>
    public CallOutcome? Outcome => Volatile.Read(ref _outcome);

    /// <exception cref="OperationCanceledException">It is over before it began.</exception>
    public void Start()
    {
        Token.UnsafeRegister(static self => ((CallLifetime)self!).OnCancelled(), this);
        Token.ThrowIfCancellationRequested();
        if (_options.Deadline is not { } deadline || deadline == DateTime.MaxValue) return;
        var left = deadline - _channel.Options.Clock.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero) _cancellation.Cancel();
        else if (left < GrpcTimeout.LongestTimer) _cancellation.CancelAfter(left);
        Token.ThrowIfCancellationRequested();
    }

    public Status GetStatus() => (Outcome ?? throw new InvalidOperationException("the call has not ended")).Status;

    public Metadata GetTrailers() => (Outcome ?? throw new InvalidOperationException("the call has not ended")).Trailers;

    /// <summary>Ends the call unless it has ended. Gives the outcome that stands.</summary>
    public CallOutcome End(CallOutcome outcome)
    {
        if (Interlocked.CompareExchange(ref _outcome, outcome, null) is { } earlier) return earlier;
        if (!outcome.IsOk) _cancellation.Cancel();
        _onEnd(outcome);
        // Unties the call from its caller's token, which may live for long.
        _cancellation.Dispose();
        return outcome;
    }

    /// <summary>Ends the call over an exception, unless it has ended, and tells how it ended.</summary>
    public RpcException Fail(Exception exception)
    {
        var status = exception switch
        {
            RpcException refusal => refusal.Status,
            OperationCanceledException => CancelledStatus(),
            _ => TransportFailure.ToStatus(exception) is { StatusCode: StatusCode.Cancelled } && HasDeadlinePassed
                // A server that keeps the deadline too may be heard before this side's own timer.
                ? DeadlineExceeded
                : TransportFailure.ToStatus(exception),
        };
        return End(new CallOutcome(status, (exception as RpcException)?.Trailers ?? [])).ToException();
    }

    public void Dispose()
    {
        _isDisposed = true;
        OnCancelled();
    }

    private static Status DeadlineExceeded { get; } = new(StatusCode.DeadlineExceeded, "the deadline has passed");

    private bool HasDeadlinePassed => _options.Deadline <= _channel.Options.Clock.GetUtcNow().UtcDateTime;

    private void OnCancelled() => End(new CallOutcome(CancelledStatus(), []));

    // Only the deadline cancels without anybody having asked for it; a token given to one read ends the whole call too.
    private Status CancelledStatus() =>
        Token.IsCancellationRequested && !_isDisposed
        && !_options.CancellationToken.IsCancellationRequested && !_channel.Closed.IsCancellationRequested
            ? DeadlineExceeded
            : new Status(StatusCode.Cancelled, "the call was cancelled");
}
