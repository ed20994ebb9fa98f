namespace Grpc.Core;

/// <summary>What every generated client is: a call invoker with typed methods.</summary>
public abstract class ClientBase
{
    /// <summary>For test doubles, which override every method they use.</summary>
    protected ClientBase()
        : this(new ClientBaseConfiguration(null))
    {
    }

    protected ClientBase(ClientBaseConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Configuration = configuration;
    }

    protected ClientBase(ChannelBase channel)
        : this(channel?.CreateCallInvoker() ?? throw new ArgumentNullException(nameof(channel)))
    {
    }

    protected ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker ?? throw new ArgumentNullException(nameof(callInvoker))))
    {
    }

    protected CallInvoker CallInvoker =>
        Configuration.CallInvoker ?? throw new InvalidOperationException("this client was made without a channel");

    private ClientBaseConfiguration Configuration { get; }

    /// <summary>What a copy of a client is made from.</summary>
    protected internal sealed class ClientBaseConfiguration
    {
        internal ClientBaseConfiguration(CallInvoker? callInvoker) => CallInvoker = callInvoker;

        internal CallInvoker? CallInvoker { get; }
    }
}
