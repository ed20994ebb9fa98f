namespace Grpc.Core;

/// <summary>Messages to the other side. One write at a time: await each before the next.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the next messages are written; null for the call's own way.</summary>
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    /// <summary>
    /// As <see cref="WriteAsync(T)"/>. A token cancelled before the message is written refuses it; cancelling while it waits for the reader
    /// ends the call, because half a message cannot be taken back.
    /// </summary>
    Task WriteAsync(T message, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? throw new NotSupportedException("this writer takes no cancellation token")
            : WriteAsync(message);
}
