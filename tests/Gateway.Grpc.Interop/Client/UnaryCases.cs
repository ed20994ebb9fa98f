using Grpc.Core;

namespace Gateway.Grpc.Interop.Client;

/// <summary>One request and one response.</summary>
internal static class UnaryCases
{
    private const int RequestSize = 271_828;
    private const int ResponseSize = 314_159;

    /// <summary>More than the 4 MiB that every implementation takes where nothing is set.</summary>
    private const int TooLarge = 5 * 1024 * 1024;

    public static SimpleRequest LargeRequest() => new() { ResponseSize = ResponseSize, Payload = Payloads.Zeros(RequestSize) };

    public static void RequireLarge(SimpleResponse response) =>
        Expect.That(response.Payload.IsZeros(ResponseSize), $"expected {ResponseSize} zeros, not {response.Payload?.Body.Length} bytes");

    public static async Task EmptyUnary(Connection to) => await to.Test.EmptyCallAsync(new Empty());

    public static async Task LargeUnary(Connection to) => RequireLarge(await to.Test.UnaryCallAsync(LargeRequest()));

    public static async Task ConcurrentLargeUnary(Connection to)
    {
        var calls = Enumerable.Range(0, 100).Select(_ => LargeUnary(to));
        await Task.WhenAll(calls);
    }

    public static async Task OverTheLimit(Connection to)
    {
        await Expect.StatusAsync(StatusCode.ResourceExhausted, async () =>
            await to.Test.UnaryCallAsync(new SimpleRequest { Payload = Payloads.Zeros(TooLarge) }));
        await Expect.StatusAsync(StatusCode.ResourceExhausted, async () =>
            await to.Test.UnaryCallAsync(new SimpleRequest { ResponseSize = TooLarge }));
        await LargeUnary(to);
    }
}
