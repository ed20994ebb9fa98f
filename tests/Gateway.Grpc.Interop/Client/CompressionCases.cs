using Grpc.Core;

namespace Gateway.Grpc.Interop.Client;

/// <summary>Messages with and without gzip, chosen one by one.</summary>
internal static class CompressionCases
{
    private static readonly WriteOptions Plain = new(WriteFlags.NoCompress);

    public static async Task ClientCompressedUnary(Connection to)
    {
        if (to.Peer.SeesCompression)
            await Expect.StatusAsync(StatusCode.InvalidArgument, async () =>
                await to.Test.UnaryCallAsync(Request(compressed: true), Gzip().WithWriteOptions(Plain)));
        UnaryCases.RequireLarge(await to.Test.UnaryCallAsync(Request(compressed: true), Gzip()));
        UnaryCases.RequireLarge(await to.Test.UnaryCallAsync(Request(compressed: false), Gzip().WithWriteOptions(Plain)));

        static SimpleRequest Request(bool compressed)
        {
            var request = UnaryCases.LargeRequest();
            request.ExpectCompressed = new BoolValue { Value = compressed };
            return request;
        }
    }

    public static async Task ClientCompressedStreaming(Connection to)
    {
        if (to.Peer.SeesCompression)
            await Expect.StatusAsync(StatusCode.InvalidArgument, async () =>
            {
                using var refused = to.Test.StreamingInputCall(Gzip());
                await WriteAsync(refused.RequestStream, 27182, expected: true, Plain);
                await refused.RequestStream.CompleteAsync();
                await refused;
            });
        using var call = to.Test.StreamingInputCall(Gzip());
        await WriteAsync(call.RequestStream, 27182, expected: true, WriteOptions.Default);
        await WriteAsync(call.RequestStream, 45904, expected: false, Plain);
        await call.RequestStream.CompleteAsync();
        var sum = (await call).AggregatedPayloadSize;
        Expect.That(sum == 73086, $"expected a sum of 73086, not {sum}");
    }

    public static async Task ServerCompressedUnary(Connection to)
    {
        foreach (var wanted in new[] { true, false })
        {
            var request = UnaryCases.LargeRequest();
            request.ResponseCompressed = new BoolValue { Value = wanted };
            UnaryCases.RequireLarge(await to.Test.UnaryCallAsync(request));
            RequireCompressed(to, message: 0, wanted);
        }
    }

    public static async Task ServerCompressedStreaming(Connection to)
    {
        using var call = to.Test.StreamingOutputCall(new StreamingOutputCallRequest
        {
            ResponseParameters =
            {
                new ResponseParameters { Size = 31415, Compressed = new BoolValue { Value = true } },
                new ResponseParameters { Size = 92653, Compressed = new BoolValue { Value = false } },
            },
        });
        await StreamingCases.RequireNextAsync(call.ResponseStream, 31415);
        await StreamingCases.RequireNextAsync(call.ResponseStream, 92653);
        await StreamingCases.RequireEndAsync(call.ResponseStream);
        RequireCompressed(to, message: 0, wanted: true);
        RequireCompressed(to, message: 1, wanted: false);
    }

    private static void RequireCompressed(Connection to, int message, bool wanted) =>
        Expect.That(to.LastResponse.IsCompressed(message) == wanted, $"message {message}: expected the compressed flag to be {wanted}");

    private static async Task WriteAsync(
        IClientStreamWriter<StreamingInputCallRequest> requests, int size, bool expected, WriteOptions options)
    {
        requests.WriteOptions = options;
        await requests.WriteAsync(new StreamingInputCallRequest
        {
            Payload = Payloads.Zeros(size), ExpectCompressed = new BoolValue { Value = expected },
        });
    }

    // The wish stays on this side; as in the packages, it makes the call a compressed one.
    private static CallOptions Gzip() => new(headers: new Metadata { { "grpc-internal-encoding-request", "gzip" } });
}
