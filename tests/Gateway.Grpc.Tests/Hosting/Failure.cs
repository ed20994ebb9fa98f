using Grpc.Core;

namespace Gateway.Grpc.Tests.Hosting;

/// <summary>Expects a call to fail.</summary>
public static class Failure
{
    /// <summary>The failure of a call; the test fails where the call succeeds or fails in another way.</summary>
    public static async Task<RpcException> OfAsync(Func<Task> call) =>
        await Assert.ThrowsAsync<RpcException>(() => call()) ?? throw new InvalidOperationException("the call did not fail");
}
