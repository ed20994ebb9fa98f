namespace Grpc.Core;

/// <summary>A server's messages to its client.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
