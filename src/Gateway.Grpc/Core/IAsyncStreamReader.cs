namespace Grpc.Core;

/// <summary>The messages the other side sends, one after the other. One read at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last <see cref="MoveNext"/> found.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false when the other side has ended its stream.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
