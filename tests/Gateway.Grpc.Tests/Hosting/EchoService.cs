using Grpc.Core;

namespace Gateway.Grpc.Tests.Hosting;

/// <summary>The service under test: generated base, scripted methods.</summary>
public sealed class EchoService(Script script) : Echo.EchoBase
{
    public override Task<Line> Say(Line request, ServerCallContext context) => script.Say(request, context);

    public override Task<Line> Collect(IAsyncStreamReader<Line> requestStream, ServerCallContext context) =>
        script.Collect(requestStream, context);

    public override Task Expand(Line request, IServerStreamWriter<Line> responseStream, ServerCallContext context) =>
        script.Expand(request, responseStream, context);

    public override Task Converse(
        IAsyncStreamReader<Line> requestStream, IServerStreamWriter<Line> responseStream, ServerCallContext context) =>
        script.Converse(requestStream, responseStream, context);
}
