using Gateway.Client;

// Fixtures that only wait for the time grid run their tests side by side; all others one after the other.
[assembly: LevelOfParallelism(16)]

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The one server that most of these tests talk to. Each test brings persons, cases and records of its own.</summary>
[SetUpFixture]
internal sealed class Town
{
    private static RunningGateway? s_gateway;
    private static int s_names;

    public static RunningGateway Gateway => s_gateway ?? throw new InvalidOperationException("the server is not started");

    public static PartyClient As(Official officer) => Gateway.As(officer);

    public static WireClients Wire(Official officer) => Gateway.Wire(officer);

    /// <summary>A name for a record or case that no other test uses; always of the same length.</summary>
    public static string Name(string kind) => $"{kind}-{Interlocked.Increment(ref s_names):00000}";

    [OneTimeSetUp]
    public async Task StartAsync() => s_gateway = await RunningGateway.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (s_gateway is not null) await s_gateway.DisposeAsync();
    }
}
