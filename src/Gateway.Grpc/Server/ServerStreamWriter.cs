using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>The responses of one call.</summary>
internal sealed class ServerStreamWriter<T>(HttpServerCallContext context, Marshaller<T> marshaller, int? maxSize)
    : IServerStreamWriter<T>
    where T : class
{
    private readonly MessageWriter _messages = new(context.HttpContext.Response.BodyWriter, maxSize);

    public WriteOptions? WriteOptions
    {
        get => context.WriteOptions;
        set => context.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken) =>
        SendAsync(message, flush: !Flags.HasFlag(WriteFlags.BufferHint), context.CancellationToken, cancellationToken);

    /// <summary>The only message: it leaves together with the status.</summary>
    public Task WriteSingleAsync(T message) => SendAsync(message, flush: false, CancellationToken.None, CancellationToken.None);

    private WriteFlags Flags => context.WriteOptions?.Flags ?? WriteFlags.None;

    private async Task SendAsync(T message, bool flush, CancellationToken callEnded, CancellationToken cancellationToken)
    {
        context.Response.ThrowIfEnded();
        callEnded.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
        context.Response.BeginWrite();
        try
        {
            // Kestrel wants the headers before the first byte of the body is put into its buffer.
            if (!context.HttpContext.Response.HasStarted) await context.Response.StartAsync(null);
            Put(message);
            if (flush) await context.HttpContext.Response.BodyWriter.FlushAsync(cancellationToken);
        }
        finally
        {
            context.Response.EndWrite();
        }
    }

    private void Put(T message)
    {
        try
        {
            _messages.Write(marshaller, message, context.CompressesResponse && !Flags.HasFlag(WriteFlags.NoCompress));
        }
        catch (Exception) when (_messages.IsPartial)
        {
            // Part of a message lies in the buffer: the client must not take what follows for the rest of it.
            context.Response.Abort(Http2Error.InternalError);
            throw;
        }
    }
}
