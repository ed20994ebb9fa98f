using Grpc.Core;

namespace Gateway.Grpc.Interop.Server;

/// <summary>The server side of the interoperability tests ("Interoperability Test Case Descriptions", Server).</summary>
internal sealed class TestTarget(TimeProvider clock) : TestService.TestServiceBase
{
    private const string EchoInitial = "x-grpc-test-echo-initial";

    private const string EchoTrailing = "x-grpc-test-echo-trailing-bin";

    public override Task<Empty> EmptyCall(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override async Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        RequireCompression(request.ExpectCompressed, message: 0, context);
        EchoStatus(request.ResponseStatus);
        if (request.ResponseType != PayloadType.Compressable)
            throw new RpcException(new Status(StatusCode.InvalidArgument, "the payload type is unknown"));
        Compress(request.ResponseCompressed, context);
        return new SimpleResponse { Payload = Payloads.Zeros(request.ResponseSize) };
    }

    public override async Task<StreamingInputCallResponse> StreamingInputCall(
        IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context)
    {
        var sum = 0;
        for (var message = 0; await requestStream.MoveNext(context.CancellationToken); message++)
        {
            RequireCompression(requestStream.Current.ExpectCompressed, message, context);
            sum += requestStream.Current.Payload.Body.Length;
        }

        return new StreamingInputCallResponse { AggregatedPayloadSize = sum };
    }

    public override async Task StreamingOutputCall(
        StreamingOutputCallRequest request,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        await AnswerAsync(request, responseStream, context);
    }

    public override async Task FullDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            await AnswerAsync(request, responseStream, context);
    }

    public override async Task HalfDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        var requests = new List<StreamingOutputCallRequest>();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken)) requests.Add(request);
        foreach (var request in requests) await AnswerAsync(request, responseStream, context);
    }

    private async Task AnswerAsync(
        StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responses, ServerCallContext context)
    {
        EchoStatus(request.ResponseStatus);
        foreach (var wanted in request.ResponseParameters)
        {
            if (wanted.IntervalUs > 0)
                await Task.Delay(TimeSpan.FromMicroseconds(wanted.IntervalUs), clock, context.CancellationToken);
            Compress(wanted.Compressed, context);
            await responses.WriteAsync(new StreamingOutputCallResponse { Payload = Payloads.Zeros(wanted.Size) });
        }
    }

    private static async Task EchoMetadataAsync(ServerCallContext context)
    {
        foreach (var entry in context.RequestHeaders.GetAll(EchoTrailing)) context.ResponseTrailers.Add(entry);
        var initial = new Metadata();
        foreach (var entry in context.RequestHeaders.GetAll(EchoInitial)) initial.Add(entry);
        if (initial.Count > 0) await context.WriteResponseHeadersAsync(initial);
    }

    private static void EchoStatus(EchoStatus? wanted)
    {
        if (wanted is not null) throw new RpcException(new Status((StatusCode)wanted.Code, wanted.Message));
    }

    private static void RequireCompression(BoolValue? expected, int message, ServerCallContext context)
    {
        if (expected is null) return;
        // Without a tap the request named no compression, and a flag set all the same would have ended the call.
        var isCompressed = context.GetHttpContext().Features.Get<FrameTap>()?.IsCompressed(message) ?? false;
        if (isCompressed != expected.Value)
            throw new RpcException(new Status(StatusCode.InvalidArgument, "the message is not compressed as it says"));
    }

    // Responses are compressed where the client takes it: what is not asked for is left out here.
    private static void Compress(BoolValue? wanted, ServerCallContext context) =>
        context.WriteOptions = wanted?.Value == true ? WriteOptions.Default : new WriteOptions(WriteFlags.NoCompress);
}
