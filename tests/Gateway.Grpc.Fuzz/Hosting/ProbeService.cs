using Grpc.Core;

namespace Gateway.Grpc.Fuzz.Hosting;

/// <summary>One method of each kind, whose answer follows from the requests alone. Each reads its metadata.</summary>
internal sealed class ProbeService : Probe.ProbeBase
{
    public override Task<Blob> Say(Blob request, ServerCallContext context)
    {
        _ = context.RequestHeaders;
        return Task.FromResult(request);
    }

    public override async Task<Blob> Collect(IAsyncStreamReader<Blob> requestStream, ServerCallContext context)
    {
        _ = context.RequestHeaders;
        var count = 0;
        await foreach (var _ in requestStream.ReadAllAsync()) count++;
        return new Blob { Copies = count };
    }

    public override async Task Expand(Blob request, IServerStreamWriter<Blob> responseStream, ServerCallContext context)
    {
        _ = context.RequestHeaders;
        for (var i = 0; i < Math.Min(request.Copies, 8); i++)
            await responseStream.WriteAsync(new Blob { Payload = request.Payload });
    }

    public override async Task Converse(
        IAsyncStreamReader<Blob> requestStream, IServerStreamWriter<Blob> responseStream, ServerCallContext context)
    {
        _ = context.RequestHeaders;
        await foreach (var request in requestStream.ReadAllAsync()) await responseStream.WriteAsync(request);
    }
}
