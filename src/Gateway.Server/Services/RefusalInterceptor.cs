using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Server.Identity;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Gateway.Server.Services;

/// <summary>
/// Puts into the log that a known party's officer was refused a call for want of a role, or in a state that does not allow it:
/// in most cases nothing was decided then, and so nothing else tells of the attempt.
/// </summary>
internal sealed class RefusalInterceptor(PolicyEnforcementPoint gate) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });

    private async Task<T> GuardAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RefusedException e) when (e.Refusal is Refusal.RoleMissing or Refusal.WrongState)
        {
            await RecordAsync(context, e.Refusal);
            throw;
        }
    }

    private async Task RecordAsync(ServerCallContext context, Refusal refusal)
    {
        try
        {
            await gate.RecordRefusalAsync(CallerIdentity.CallerOf(context), context.Method, refusal, context.CancellationToken);
        }
        catch (KeysUnavailableException)
        {
            // A token for a party that is not registered: there is no log view to write it into.
        }
    }
}
