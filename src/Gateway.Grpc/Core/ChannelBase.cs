namespace Grpc.Core;

/// <summary>Where calls go.</summary>
public abstract class ChannelBase(string target)
{
    /// <summary>The authority, such as <c>gateway.example:8443</c>.</summary>
    public string Target { get; } = target;

    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Ends what the channel holds open.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
