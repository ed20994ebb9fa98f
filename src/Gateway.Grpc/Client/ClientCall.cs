using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>One call as its client sees it: the request that is sent, the messages that come back, and a lifetime.</summary>
internal sealed class ClientCall<TRequest, TResponse> : IDisposable
    where TRequest : class
    where TResponse : class
{
    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 16 * 1024);

    private readonly GrpcChannel _channel;
    private readonly Method<TRequest, TResponse> _method;
    private readonly CallOptions _options;
    private RequestStreamContent? _requests;
    private HttpResponseMessage? _http;
    private PipeReader? _body;
    private MessageReader<TResponse>? _responses;

    public ClientCall(GrpcChannel channel, Method<TRequest, TResponse> method, CallOptions options)
    {
        _channel = channel;
        _method = method;
        _options = options;
        Lifetime = new CallLifetime(channel, options, BreakOff);
    }

    public CallLifetime Lifetime { get; }

    /// <summary>The response once its headers are there. Faults with <see cref="RpcException"/> only.</summary>
    public Task<HttpResponseMessage> Response { get; private set; } = null!; // set when the call starts, before it is handed out

    public Task<Metadata> ResponseHeadersAsync { get; private set; } = null!; // as above

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
            var message = await NextUntilAsync(Lifetime.Token);
            if (message is not null && await NextUntilAsync(Lifetime.Token) is not null)
                throw new RpcException(new Status(StatusCode.Internal, "the server sent more than one message"));
            var outcome = ResponseStatus.Outcome(await Response);
            if (message is null && outcome.IsOk)
                throw new RpcException(new Status(StatusCode.Internal, "the server ended the call without a message"));
            outcome = Lifetime.End(outcome);
            // Null only where the server named another status, which is thrown.
            return outcome.IsOk ? message! : throw outcome.ToException();
        }
        catch (Exception e)
        {
            throw Lifetime.Fail(e);
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
        if (Lifetime.Outcome is { } ended) return ended.IsOk ? null : throw ended.ToException();
        try
        {
            var message = await NextAsync(cancellationToken);
            if (message is not null) return message;
            var outcome = Lifetime.End(ResponseStatus.Outcome(await Response));
            _body?.Complete();
            return outcome.IsOk ? null : throw outcome.ToException();
        }
        catch (Exception e)
        {
            throw Lifetime.Fail(e);
        }
    }

    public void Dispose() => Lifetime.Dispose();

    private void Start(Func<HttpContent> createContent)
    {
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
            Lifetime.Start();
            using var request = await RequestFactory.CreateAsync(_channel, _method, _options, createContent(), Lifetime.Token);
            var response = await _channel.SendAsync(request, Lifetime.Token);
            // Either the end sees the response and disposes it, or the end is seen here.
            Interlocked.Exchange(ref _http, response);
            if (Lifetime.Outcome is { } ended)
            {
                response.Dispose();
                throw ended.ToException();
            }

            ResponseStatus.RequireGrpc(response);
            return response;
        }
        catch (Exception e)
        {
            throw Lifetime.Fail(e);
        }
    }

    private async Task<Metadata> ReadHeadersAsync() => ResponseStatus.ToMetadata((await Response).Headers);

    private async Task<TResponse?> NextAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || cancellationToken == Lifetime.Token) return await NextUntilAsync(Lifetime.Token);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Lifetime.Token);
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

    // Resets the stream where it is still open, so that the server hears of it.
    private void BreakOff(CallOutcome outcome)
    {
        _requests?.Abandon();
        if (!outcome.IsOk) _http?.Dispose();
    }
}
