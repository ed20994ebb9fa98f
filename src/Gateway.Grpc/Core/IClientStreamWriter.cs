namespace Grpc.Core;

/// <summary>A client's messages to its server.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Tells the server that no message follows. Once only.</summary>
    Task CompleteAsync();
}
