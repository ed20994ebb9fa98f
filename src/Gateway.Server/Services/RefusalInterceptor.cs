using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Server.Identity;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Gateway.Server.Services;

/// <summary>
/// Puts into the log that a known party's officer was refused a call for want of a role, or in a state that does not allow it:
/// nothing was decided then, and so nothing else tells of the attempt.
/// </summary>
internal sealed class RefusalInterceptor(PolicyEnforcementPoint gate) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
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
