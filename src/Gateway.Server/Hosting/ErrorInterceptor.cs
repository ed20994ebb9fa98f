using Gateway.Audit;
using Gateway.Crypto;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Gateway.Server.Hosting;

/// <summary>
/// The outermost edge of every call: its exceptions become statuses by <see cref="StatusMapping"/> and leave on the
/// <see cref="TimeGrid"/>, so that neither text nor time tells why (design §1.8).
/// </summary>
public sealed class ErrorInterceptor(TimeGrid grid, TimeProvider time, ILogger<ErrorInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, async () =>
        {
            await continuation(requestStream, responseStream, context);
            return true;
        });

    private async Task<T> GuardAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        var began = time.GetTimestamp();
        try
        {
            return await call();
        }
        catch (Exception e) // the outermost edge: whatever it was, the caller gets a status and nothing else
        {
            var status = StatusOf(e, context);
            if (!context.CancellationToken.IsCancellationRequested) await grid.LeaveAsync(began, context.CancellationToken);
            throw status;
        }
    }

    private RpcException StatusOf(Exception exception, ServerCallContext context)
    {
        if (exception is LogUnavailableException or KeysUnavailableException)
            HostingLog.CallFailed(logger, context.Method, ExceptionTrace.Of(exception));
        if (StatusMapping.Expected(exception) is { } expected) return expected;
        if (exception is OperationCanceledException)
        {
            if (!context.CancellationToken.IsCancellationRequested) return StatusMapping.Stopping();
            return context.Deadline <= time.GetUtcNow().UtcDateTime ? StatusMapping.DeadlineExceeded() : StatusMapping.Cancelled();
        }

        HostingLog.CallFailed(logger, context.Method, ExceptionTrace.Of(exception));
        return StatusMapping.Internal();
    }
}
