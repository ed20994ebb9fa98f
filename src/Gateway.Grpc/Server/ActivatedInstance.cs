namespace Grpc.AspNetCore.Server;

/// <summary>An object that serves one call; disposed after it unless the service provider owns it.</summary>
internal readonly struct ActivatedInstance<T>(T instance, bool isOwned) : IAsyncDisposable
    where T : class
{
    public T Instance { get; } = instance;

    public ValueTask DisposeAsync()
    {
        if (!isOwned) return ValueTask.CompletedTask;
        if (Instance is IAsyncDisposable asynchronous) return asynchronous.DisposeAsync();
        (Instance as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
