using System.Net;

namespace Grpc.Net.Client;

/// <summary>The body of a request whose messages are written one by one: it stays open until it is completed.</summary>
internal sealed class RequestStreamContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The stream to write to, once the request is on its way.</summary>
    public Task<Stream> Opened => _opened.Task;

    /// <summary>No message follows.</summary>
    public void Complete() => _completed.TrySetResult();

    /// <summary>The call has ended; what was not completed is broken off.</summary>
    public void Abandon()
    {
        _opened.TrySetCanceled();
        _completed.TrySetCanceled();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // Sends the headers: the server may have something to say before the first request.
        await stream.FlushAsync(cancellationToken);
        // The platform sends a request again that the server did not process. What was written to the first stream is gone: nobody can.
        if (!_opened.TrySetResult(stream)) throw new IOException("messages cannot be sent a second time");
        // Without the token, which a reset stream cancels first: the call then would end as cancelled, and not as what the reset says ("Errors").
        await _completed.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
