using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// What goes back to the client (gRPC over HTTP/2, "Responses"): headers, messages one at a time, and a single end. The end may come from
/// the method's return or from the deadline, whichever is first; what comes later is refused.
/// </summary>
internal sealed class ServerResponse(HttpContext http)
{
    private readonly Lock _gate = new();
    private bool _isWriting;
    private bool _isCutShort;
    private Task? _end;
    private TaskCompletionSource? _lastWrite;
    private CancellationToken? _aborted;

    /// <summary>INVARIANT: once true, nothing more touches the response, whose object the server may use again.</summary>
    public bool HasEnded => Volatile.Read(ref _end) is not null;

    /// <summary>Cancelled when the client breaks off, or the call had ended before anybody asked. Made when it is asked for.</summary>
    public CancellationToken Aborted
    {
        get
        {
            lock (_gate) return _aborted ??= _end is null ? http.RequestAborted : new CancellationToken(canceled: true);
        }
    }

    /// <exception cref="InvalidOperationException">The call has ended.</exception>
    /// <exception cref="OperationCanceledException">The deadline ended it while the method was still running.</exception>
    public void ThrowIfEnded()
    {
        if (!HasEnded) return;
        if (_isCutShort) throw new OperationCanceledException("the deadline has passed");
        throw new InvalidOperationException("the call has ended");
    }

    /// <exception cref="InvalidOperationException">The call has ended, or a write is under way.</exception>
    /// <exception cref="OperationCanceledException">As <see cref="ThrowIfEnded"/>.</exception>
    public void BeginWrite()
    {
        lock (_gate)
        {
            ThrowIfEnded();
            if (_isWriting) throw new InvalidOperationException("a write is under way: await each before the next");
            _isWriting = true;
        }
    }

    public void EndWrite()
    {
        lock (_gate)
        {
            _isWriting = false;
            _lastWrite?.TrySetResult();
        }
    }

    /// <summary>Sends the headers ("Response-Headers").</summary>
    public Task StartAsync(Metadata? headers)
    {
        if (http.Response.HasStarted) throw new InvalidOperationException("the response headers are sent already");
        if (headers is not null) Append(http.Response.Headers, headers);
        return http.Response.StartAsync();
    }

    /// <summary>Ends the call with a status. Completes when the response may be left to the server.</summary>
    /// <param name="isCutShort">The deadline ends the call while its method runs: the client is told at once.</param>
    public Task EndAsync(Status status, Metadata? trailers, bool isCutShort)
    {
        lock (_gate)
        {
            if (_end is not null) return _end;
            _isCutShort = isCutShort;
            if (_isWriting)
            {
                // Half a message is on its way, and no status can follow it ("Errors").
                _lastWrite = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _end = _lastWrite.Task; // the write may still touch the response
                http.Features.Get<IHttpResetFeature>()?.Reset((int)Http2Error.Cancel);
                return _end;
            }

            _end = Task.CompletedTask; // before what can throw, so that nothing takes the response for alive afterwards
            WriteStatus(status, trailers);
            return isCutShort ? _end = http.Response.CompleteAsync() : _end;
        }
    }

    /// <summary>Ends the call without a status: what was sent is not a whole message.</summary>
    public void Abort(Http2Error error)
    {
        lock (_gate)
        {
            _end ??= Task.CompletedTask;
            http.Features.Get<IHttpResetFeature>()?.Reset((int)error);
        }
    }

    private void WriteStatus(Status status, Metadata? trailers)
    {
        // Nothing sent yet: status and trailers travel as the only headers ("Trailers-Only").
        var destination = http.Response.HasStarted
            ? http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : http.Response.Headers;
        destination.GrpcStatus = GrpcNames.Text(status.StatusCode);
        if (status.Detail.Length > 0) destination.GrpcMessage = StatusMessage.Encode(status.Detail);
        if (trailers is not null) Append(destination, trailers);
    }

    private static void Append(IHeaderDictionary destination, Metadata metadata)
    {
        // What is the transport's own is not the method's to say: a second status would make the first one unreadable.
        foreach (var entry in metadata)
            if (!MetadataWire.IsReserved(entry.Key))
                // Append would lose an empty value, and no bytes are a value too.
                destination[entry.Key] = StringValues.Concat(destination[entry.Key], MetadataWire.Encode(entry));
    }
}
