using System.Buffers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>The requests of one call.</summary>
internal sealed class ClientStreamWriter<TRequest, TResponse> : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private readonly ClientCall<TRequest, TResponse> _call;
    private readonly RequestStreamContent _content;
    private readonly Marshaller<TRequest> _marshaller;
    private readonly bool _compresses;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly MessageWriter _messages;
    private int _isWriting;
    private bool _isCompleted;

    public ClientStreamWriter(
        ClientCall<TRequest, TResponse> call,
        RequestStreamContent content,
        Marshaller<TRequest> marshaller,
        int? maxSize,
        bool compresses)
    {
        _call = call;
        _content = content;
        _marshaller = marshaller;
        _compresses = compresses;
        _messages = new MessageWriter(_buffer, maxSize);
    }

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        if (_isCompleted) throw new InvalidOperationException("the requests are completed");
        if (Interlocked.Exchange(ref _isWriting, 1) == 1)
            throw new InvalidOperationException("a write is under way: await each before the next");
        try
        {
            var flags = WriteOptions?.Flags ?? WriteFlags.None;
            _buffer.ResetWrittenCount();
            _messages.Write(_marshaller, message, _compresses && !flags.HasFlag(WriteFlags.NoCompress));
            await SendAsync(flags, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _isWriting, 0);
        }
    }

    public Task CompleteAsync()
    {
        if (Volatile.Read(ref _isWriting) == 1)
            throw new InvalidOperationException("a write is under way: await it before completing");
        _isCompleted = true;
        _content.Complete();
        return Task.CompletedTask;
    }

    private async Task SendAsync(WriteFlags flags, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await _content.Opened.WaitAsync(cancellationToken);
            await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
            if (!flags.HasFlag(WriteFlags.BufferHint)) await stream.FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw _call.Lifetime.Fail(e);
        }
        catch (Exception e)
        {
            // The server may have ended the call before it took every request: its status says more than the broken stream.
            var response = await _call.Response;
            if (ResponseStatus.IsTrailersOnly(response)) throw ResponseStatus.Outcome(response).ToException();
            if (_call.Lifetime.Outcome is { IsOk: false } ended) throw ended.ToException();
            throw new RpcException(new Status(
                StatusCode.Cancelled, "the server takes no more requests: its status is at the end of its responses", e));
        }
    }
}
