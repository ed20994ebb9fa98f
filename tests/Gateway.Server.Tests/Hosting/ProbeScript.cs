using Grpc.Core;

namespace Gateway.Server.Tests.Hosting;

/// <summary>What the probe does when it is called.</summary>
internal sealed class ProbeScript
{
    public Func<string, ServerCallContext, Task<string>> Answer { get; set; } = (text, _) => Task.FromResult(text);

    public void Throw(Exception exception) => Answer = (_, _) => throw exception;
}
