using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>
/// One call as its client sees it. It ends once, by the server's status, a failure, the deadline, or being cancelled or disposed,
/// whichever is first; everything that is awaited afterwards tells that end.
/// </summary>
internal sealed class ClientCall<TRequest, TResponse> : IDisposable
    where TRequest : class
    where TResponse : class
{
    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 16 * 1024);

    private readonly GrpcChannel _channel;
    private readonly Method<TRequest, TResponse> _method;
    private readonly CallOptions _options;
    private readonly CancellationTokenSource _cancellation;
    private readonly CancellationToken _cancelled;
    private RequestStreamContent? _requests;
    private HttpResponseMessage? _http;
    private PipeReader? _body;
    private MessageReader<TResponse>? _responses;
    private CallOutcome? _outcome;
    private bool _isDisposed;

    public ClientCall(GrpcChannel channel, Method<TRequest, TResponse> method, CallOptions options)
    {
        if (options.Deadline is { Kind: not DateTimeKind.Utc } local && local != DateTime.MaxValue && local != DateTime.MinValue)
            throw new ArgumentException("a deadline is in UTC", nameof(options));
        _channel = channel;
        _method = method;
        _options = options;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken, channel.Closed);
        _cancelled = _cancellation.Token;
    }

    /// <summary>The response once its headers are there. Faults with <see cref="RpcException"/> only.</summary>
    public Task<HttpResponseMessage> Response { get; private set; } = null!; // set when the call starts, before it is handed out

    public Task<Metadata> ResponseHeadersAsync { get; private set; } = null!; // as above

    /// <summary>How the call ended, or null.</summary>
    public CallOutcome? Outcome => Volatile.Read(ref _outcome);

    /// <summary>Starts a call with one request.</summary>
    public void StartWith(TRequest request) => Start(() =>
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(buffer, _channel.Options.MaxSendMessageSize);
        var compress = RequestFactory.Compresses(_options) && _options.WriteOptions?.Flags.HasFlag(WriteFlags.NoCompress) != true;
        writer.Write(_method.RequestMarshaller, request, compress);
        return new ReadOnlyMemoryContent(buffer.WrittenMemory);
    });

    /// <summary>Starts a call with many requests.</summary>
    public ClientStreamWriter<TRequest, TResponse> StartStream()
    {
        var requests = _requests = new RequestStreamContent();
        Start(() => requests);
        return new ClientStreamWriter<TRequest, TResponse>(
            this, requests, _method.RequestMarshaller, _channel.Options.MaxSendMessageSize, RequestFactory.Compresses(_options))
        {
            WriteOptions = _options.WriteOptions,
        };
    }

    /// <summary>The only response of the call.</summary>
    /// <exception cref="RpcException">The call ended with another status than OK.</exception>
    public async Task<TResponse> ReadSingleAsync()
    {
        try
        {
            var message = await NextUntilAsync(_cancelled);
            if (message is not null && await NextUntilAsync(_cancelled) is not null)
                throw new RpcException(new Status(StatusCode.Internal, "the server sent more than one message"));
            var outcome = ResponseStatus.Outcome(await Response);
            if (message is null && outcome.IsOk)
                throw new RpcException(new Status(StatusCode.Internal, "the server ended the call without a message"));
            outcome = End(outcome);
            // Null only where the server named another status, which is thrown.
            return outcome.IsOk ? message! : throw outcome.ToException();
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
        finally
        {
            _body?.Complete();
        }
    }

    /// <summary>The next response, or null when the server has ended the call with OK.</summary>
    /// <exception cref="RpcException">The call ended with another status than OK.</exception>
    public async Task<TResponse?> ReadAsync(CancellationToken cancellationToken)
    {
        if (Outcome is { } ended) return ended.IsOk ? null : throw ended.ToException();
        try
        {
            var message = await NextAsync(cancellationToken);
            if (message is not null) return message;
            var outcome = End(ResponseStatus.Outcome(await Response));
            _body?.Complete();
            return outcome.IsOk ? null : throw outcome.ToException();
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    public Status GetStatus() => (Outcome ?? throw new InvalidOperationException("the call has not ended")).Status;

    public Metadata GetTrailers() => (Outcome ?? throw new InvalidOperationException("the call has not ended")).Trailers;

    /// <summary>Ends the call over an exception, unless it has ended, and tells how it ended.</summary>
    public RpcException Fail(Exception exception)
    {
        var status = exception switch
        {
            RpcException refusal => refusal.Status,
            OperationCanceledException => CancelledStatus(),
            _ => TransportFailure.ToStatus(exception),
        };
        return End(new CallOutcome(status, (exception as RpcException)?.Trailers ?? [])).ToException();
    }

    public void Dispose()
    {
        _isDisposed = true;
        End(new CallOutcome(CancelledStatus(), []));
    }

    private void Start(Func<HttpContent> createContent)
    {
        _cancelled.UnsafeRegister(static call => ((ClientCall<TRequest, TResponse>)call!).OnCancelled(), this);
        Response = SendAsync(createContent);
        ResponseHeadersAsync = ReadHeadersAsync();
        // Who does not ask for the headers gets the failure from the response.
        _ = ResponseHeadersAsync.ContinueWith(
            static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpContent> createContent)
    {
        try
        {
            StartDeadline();
            _cancelled.ThrowIfCancellationRequested();
            using var request = await RequestFactory.CreateAsync(_channel, _method, _options, createContent(), _cancelled);
            _http = await _channel.SendAsync(request, _cancelled);
            if (Outcome is { } ended)
            {
                _http.Dispose();
                throw ended.ToException();
            }

            ResponseStatus.RequireGrpc(_http);
            return _http;
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    private void StartDeadline()
    {
        if (_options.Deadline is not { } deadline || deadline == DateTime.MaxValue) return;
        var left = deadline - _channel.Options.Clock.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero) _cancellation.Cancel();
        // A timer holds 49 days at most; a deadline beyond is left to the server.
        else if (left < TimeSpan.FromDays(49)) _cancellation.CancelAfter(left);
    }

    private async Task<Metadata> ReadHeadersAsync() => ResponseStatus.ToMetadata((await Response).Headers);

    private async Task<TResponse?> NextAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || cancellationToken == _cancelled) return await NextUntilAsync(_cancelled);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cancelled);
        return await NextUntilAsync(either.Token);
    }

    private async Task<TResponse?> NextUntilAsync(CancellationToken cancellationToken)
    {
        var response = await Response.WaitAsync(cancellationToken);
        _body ??= PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken), ReaderOptions);
        _responses ??= new MessageReader<TResponse>(
            _body, _method.ResponseMarshaller, ResponseStatus.Encoding(response), _channel.Options.MaxReceiveMessageSize);
        return await _responses.ReadAsync(cancellationToken);
    }

    private void OnCancelled() => End(new CallOutcome(CancelledStatus(), []));

    // Only the deadline cancels without anybody having asked for it; a token given to one read ends the whole call too.
    private Status CancelledStatus() =>
        _cancelled.IsCancellationRequested && !_isDisposed
        && !_options.CancellationToken.IsCancellationRequested && !_channel.Closed.IsCancellationRequested
            ? new Status(StatusCode.DeadlineExceeded, "the deadline has passed")
            : new Status(StatusCode.Cancelled, "the call was cancelled");

    private CallOutcome End(CallOutcome outcome)
    {
        if (Interlocked.CompareExchange(ref _outcome, outcome, null) is { } earlier) return earlier;
        _requests?.Abandon();
        if (!outcome.IsOk)
        {
            _cancellation.Cancel();
            // Resets the stream, if it is still open, so that the server hears of it.
            _http?.Dispose();
        }

        _cancellation.Dispose();
        return outcome;
    }
}
