namespace Gateway.Grpc.Interop.Client;

/// <summary>
/// Every case by its name. The first are those of the "Interoperability Test Case Descriptions" that need neither Google's
/// credentials nor a caching proxy; six are ours. The last six need a server that is not as it should be, and are not among <c>all</c>.
/// </summary>
internal static class TestCases
{
    private static readonly Dictionary<string, Func<Connection, Task>> All = new(StringComparer.Ordinal)
    {
        ["empty_unary"] = UnaryCases.EmptyUnary,
        ["large_unary"] = UnaryCases.LargeUnary,
        ["concurrent_large_unary"] = UnaryCases.ConcurrentLargeUnary,
        ["client_compressed_unary"] = CompressionCases.ClientCompressedUnary,
        ["server_compressed_unary"] = CompressionCases.ServerCompressedUnary,
        ["client_streaming"] = StreamingCases.ClientStreaming,
        ["client_compressed_streaming"] = CompressionCases.ClientCompressedStreaming,
        ["server_streaming"] = StreamingCases.ServerStreaming,
        ["server_compressed_streaming"] = CompressionCases.ServerCompressedStreaming,
        ["ping_pong"] = StreamingCases.PingPong,
        ["empty_stream"] = StreamingCases.EmptyStream,
        ["custom_metadata"] = MetadataCases.CustomMetadata,
        ["status_code_and_message"] = StatusCases.StatusCodeAndMessage,
        ["special_status_message"] = StatusCases.SpecialStatusMessage,
        ["unimplemented_method"] = StatusCases.UnimplementedMethod,
        ["unimplemented_service"] = StatusCases.UnimplementedService,
        ["cancel_after_begin"] = EndingCases.CancelAfterBegin,
        ["cancel_after_first_response"] = EndingCases.CancelAfterFirstResponse,
        ["timeout_on_sleeping_server"] = EndingCases.TimeoutOnSleepingServer,
        ["binary_metadata"] = MetadataCases.BinaryMetadata,
        ["status_details"] = StatusCases.StatusDetails,
        ["deadline_seen"] = EndingCases.DeadlineSeen,
        ["cancellation_seen"] = EndingCases.CancellationSeen,
        ["over_the_limit"] = UnaryCases.OverTheLimit,
        ["slow_reader"] = StreamingCases.SlowReader,
    };

    private static readonly Dictionary<string, Func<Connection, Task>> Rude = new(StringComparer.Ordinal)
    {
        ["rst_after_header"] = RudeCases.ResetAfterHeader,
        ["rst_during_data"] = RudeCases.ResetDuringData,
        ["rst_after_data"] = RudeCases.ResetAfterData,
        ["goaway"] = RudeCases.GoAway,
        ["ping"] = RudeCases.Ping,
        ["untrusted_certificate"] = RudeCases.UntrustedCertificate,
    };

    /// <summary>The cases that any server of the test service takes.</summary>
    public static IEnumerable<string> Usual => All.Keys;

    public static IEnumerable<string> Names => [.. All.Keys, .. Rude.Keys];

    public static Func<Connection, Task> Find(string name) => All.GetValueOrDefault(name) ?? Rude[name];
}
