using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gateway.Server.Tests.Hosting;

/// <summary>A gRPC service that does what each test tells it to: one unary method, one that streams.</summary>
[BindServiceMethod(typeof(ProbeService), nameof(Bind))]
internal sealed class ProbeService(ProbeScript script)
{
    private static readonly Marshaller<StringValue> Text =
        Marshallers.Create(message => message.ToByteArray(), StringValue.Parser.ParseFrom);

    public static readonly Method<StringValue, StringValue> AskMethod =
        new(MethodType.Unary, "gateway.tests.Probe", nameof(Ask), Text, Text);

    public static readonly Method<StringValue, StringValue> WatchMethod =
        new(MethodType.ServerStreaming, "gateway.tests.Probe", nameof(Watch), Text, Text);

    public static void Bind(ServiceBinderBase binder, ProbeService? service)
    {
        binder.AddMethod(AskMethod, service is null ? null : new UnaryServerMethod<StringValue, StringValue>(service.Ask));
        binder.AddMethod(
            WatchMethod, service is null ? null : new ServerStreamingServerMethod<StringValue, StringValue>(service.Watch));
    }

    public async Task<StringValue> Ask(StringValue request, ServerCallContext context) =>
        new() { Value = await script.Answer(request.Value, context) };

    public async Task Watch(StringValue request, IServerStreamWriter<StringValue> responseStream, ServerCallContext context) =>
        await responseStream.WriteAsync(new StringValue { Value = await script.Answer(request.Value, context) });
}
