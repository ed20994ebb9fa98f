using Grpc.Core;

namespace Gateway.Grpc.Interop.Client;

/// <summary>Many requests, many responses, or both.</summary>
internal static class StreamingCases
{
    private const int Many = 1000;
    private static readonly int[] RequestSizes = [27182, 8, 1828, 45904];
    private static readonly int[] ResponseSizes = [31415, 9, 2653, 58979];

    public static async Task ClientStreaming(Connection to)
    {
        using var call = to.Test.StreamingInputCall();
        foreach (var size in RequestSizes)
            await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = Payloads.Zeros(size) });
        await call.RequestStream.CompleteAsync();
        var sum = (await call).AggregatedPayloadSize;
        Expect.That(sum == 74922, $"expected a sum of 74922, not {sum}");
    }

    public static async Task ServerStreaming(Connection to)
    {
        using var call = to.Test.StreamingOutputCall(
            new StreamingOutputCallRequest { ResponseParameters = { ResponseSizes.Select(size => new ResponseParameters { Size = size }) } });
        foreach (var size in ResponseSizes) await RequireNextAsync(call.ResponseStream, size);
        await RequireEndAsync(call.ResponseStream);
    }

    public static async Task PingPong(Connection to)
    {
        using var call = to.Test.FullDuplexCall();
        foreach (var (request, response) in RequestSizes.Zip(ResponseSizes))
        {
            await call.RequestStream.WriteAsync(Ask(request, response));
            await RequireNextAsync(call.ResponseStream, response);
        }

        await call.RequestStream.CompleteAsync();
        await RequireEndAsync(call.ResponseStream);
    }

    public static async Task EmptyStream(Connection to)
    {
        using var call = to.Test.FullDuplexCall();
        await call.RequestStream.CompleteAsync();
        await RequireEndAsync(call.ResponseStream);
    }

    /// <summary>More than any window holds: the server is held back until it is read.</summary>
    public static async Task SlowReader(Connection to)
    {
        using var call = to.Test.FullDuplexCall();
        var writing = WriteManyAsync(call.RequestStream);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        for (var i = 0; i < Many; i++)
        {
            if (i % 10 == 0) await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            await RequireNextAsync(call.ResponseStream, 3000 + i);
        }

        await writing;
        await RequireEndAsync(call.ResponseStream);
    }

    public static StreamingOutputCallRequest Ask(int requestSize, int responseSize) => new()
    {
        Payload = Payloads.Zeros(requestSize),
        ResponseParameters = { new ResponseParameters { Size = responseSize } },
    };

    public static async Task RequireNextAsync(IAsyncStreamReader<StreamingOutputCallResponse> responses, int size)
    {
        Expect.That(await responses.MoveNext(CancellationToken.None), "the stream ended early");
        var payload = responses.Current.Payload;
        Expect.That(payload.IsZeros(size), $"expected {size} zeros, not {payload?.Body.Length} bytes");
    }

    public static async Task RequireEndAsync(IAsyncStreamReader<StreamingOutputCallResponse> responses) =>
        Expect.That(!await responses.MoveNext(CancellationToken.None), "a response came that nobody asked for");

    private static async Task WriteManyAsync(IClientStreamWriter<StreamingOutputCallRequest> requests)
    {
        for (var i = 0; i < Many; i++) await requests.WriteAsync(Ask(requestSize: 1024, responseSize: 3000 + i));
        await requests.CompleteAsync();
    }
}
