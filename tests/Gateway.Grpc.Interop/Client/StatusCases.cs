using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace Gateway.Grpc.Interop.Client;

/// <summary>Calls that end with another status than OK.</summary>
internal static class StatusCases
{
    public static async Task StatusCodeAndMessage(Connection to)
    {
        const string message = "test status message";
        await RequireUnaryAsync(to, message);
        var refused = await Expect.StatusAsync(StatusCode.Unknown, async () =>
        {
            using var call = to.Test.FullDuplexCall();
            await call.RequestStream.WriteAsync(
                new StreamingOutputCallRequest { ResponseStatus = new EchoStatus { Code = 2, Message = message } });
            await call.RequestStream.CompleteAsync();
            await StreamingCases.RequireEndAsync(call.ResponseStream);
        });
        Expect.That(refused.Status.Detail == message, $"the message came back as `{refused.Status.Detail}`");
    }

    public static Task SpecialStatusMessage(Connection to) =>
        RequireUnaryAsync(to, "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n");

    public static Task UnimplementedMethod(Connection to) =>
        Expect.StatusAsync(StatusCode.Unimplemented, async () => await to.Test.UnimplementedCallAsync(new Empty()));

    public static Task UnimplementedService(Connection to) =>
        Expect.StatusAsync(StatusCode.Unimplemented, async () => await to.Missing.UnimplementedCallAsync(new Empty()));

    public static async Task StatusDetails(Connection to)
    {
        var refused = await Expect.StatusAsync(
            StatusCode.InvalidArgument, async () => await to.Probe.RefuseWithDetailsAsync(new Empty()));
        var bytes = refused.Trailers.GetValueBytes("grpc-status-details-bin");
        Expect.That(bytes is not null, "the trailers hold no details");
        var details = RpcStatus.Parser.ParseFrom(bytes);
        Expect.That(details.Code == (int)StatusCode.InvalidArgument, $"the details' code is {details.Code}");
        Expect.That(details.Details.Single().TryUnpack<BadRequest>(out var request), "the details hold no BadRequest");
        var violation = request.FieldViolations.Single();
        Expect.That(violation is { Field: "person_number", Description: "å is no digit" }, $"the violation is {violation}");
    }

    private static async Task RequireUnaryAsync(Connection to, string message)
    {
        var refused = await Expect.StatusAsync(StatusCode.Unknown, async () =>
            await to.Test.UnaryCallAsync(new SimpleRequest { ResponseStatus = new EchoStatus { Code = 2, Message = message } }));
        Expect.That(refused.Status.Detail == message, $"the message came back as `{refused.Status.Detail}`");
    }
}
