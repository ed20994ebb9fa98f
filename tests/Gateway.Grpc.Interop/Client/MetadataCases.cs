using Grpc.Core;

namespace Gateway.Grpc.Interop.Client;

/// <summary>Metadata out, and back among the headers and the trailers.</summary>
internal static class MetadataCases
{
    private const string Initial = "x-grpc-test-echo-initial";
    private const string Trailing = "x-grpc-test-echo-trailing-bin";

    public static Task CustomMetadata(Connection to) => EchoAsync(to, "test_initial_metadata_value", [0xab, 0xab, 0xab]);

    /// <summary>Every byte, and each number of base64 digits modulo four; text with all that a header may hold.</summary>
    public static async Task BinaryMetadata(Connection to)
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        for (var shorter = 0; shorter < 3; shorter++) await EchoAsync(to, "a, b;c=\"d\" %41 ~!", all[shorter..]);
        await EchoAsync(to, "x", []);
    }

    private static async Task EchoAsync(Connection to, string initial, byte[] trailing)
    {
        var headers = new Metadata { { Initial, initial }, { Trailing, trailing } };
        using var unary = to.Test.UnaryCallAsync(UnaryCases.LargeRequest(), headers);
        UnaryCases.RequireLarge(await unary);
        Require(await unary.ResponseHeadersAsync, unary.GetTrailers());

        using var duplex = to.Test.FullDuplexCall(headers);
        await duplex.RequestStream.WriteAsync(StreamingCases.Ask(271_828, 314_159));
        await duplex.RequestStream.CompleteAsync();
        await StreamingCases.RequireNextAsync(duplex.ResponseStream, 314_159);
        await StreamingCases.RequireEndAsync(duplex.ResponseStream);
        Require(await duplex.ResponseHeadersAsync, duplex.GetTrailers());

        void Require(Metadata responseHeaders, Metadata trailers)
        {
            Expect.That(responseHeaders.GetValue(Initial) == initial, $"`{Initial}` came back as `{responseHeaders.GetValue(Initial)}`");
            var came = trailers.GetValueBytes(Trailing);
            Expect.That(came is not null && came.AsSpan().SequenceEqual(trailing), $"`{Trailing}` did not come back as it was");
        }
    }
}
