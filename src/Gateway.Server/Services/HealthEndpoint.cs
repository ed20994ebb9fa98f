using Gateway.Server.Serving;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Health.V1;

namespace Gateway.Server.Services;

/// <summary>
/// <c>grpc.health.v1.Health</c> (grpc/doc/health-checking.md), for load balancers and probes: anybody may call. Every service needs the log
/// and the keys, so each has the state of the whole server.
/// </summary>
internal sealed class HealthEndpoint(ServingState state, WatchPlaces places, EndpointDataSource endpoints, IHostApplicationLifetime lifetime)
    : Health.HealthBase
{
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => IsKnown(request.Service)
        ? Task.FromResult(Response(state.Current.IsServing && !lifetime.ApplicationStopping.IsCancellationRequested))
        : throw new RpcException(new Status(StatusCode.NotFound, "there is no such service here"));

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var connection = context.GetHttpContext().Connection.Id;
        if (!places.TryTake(connection))
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "too many watch the server's health"));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            // The services of a running server do not change: what is not here is told once, and the call stays open.
            if (IsKnown(request.Service)) await TellAsync(responseStream, end.Token, context.CancellationToken);
            else await TellUnknownAsync(responseStream, end.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            // The server stops, and the stream ends as a stream does.
        }
        finally
        {
            places.Leave(connection);
        }
    }

    private async Task TellAsync(IServerStreamWriter<HealthCheckResponse> responses, CancellationToken end, CancellationToken call)
    {
        while (!end.IsCancellationRequested)
        {
            var (isServing, changed) = state.Current;
            await responses.WriteAsync(Response(isServing), call);
            await Task.WhenAny(changed, Task.Delay(Timeout.InfiniteTimeSpan, end));
        }
        await responses.WriteAsync(Response(isServing: false), call);
    }

    private static async Task TellUnknownAsync(IServerStreamWriter<HealthCheckResponse> responses, CancellationToken end)
    {
        await responses.WriteAsync(new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.ServiceUnknown }, end);
        await Task.Delay(Timeout.InfiniteTimeSpan, end);
    }

    private bool IsKnown(string service) => service.Length == 0
        || endpoints.Endpoints.Any(e => e.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName == service);

    private static HealthCheckResponse Response(bool isServing) => new()
    {
        Status = isServing ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing,
    };
}
