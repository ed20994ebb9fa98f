using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Wraps a service's method in the server's interceptors, the first outermost. Done once, when the method is mapped.</summary>
internal static class InterceptorPipeline
{
    public static Func<TService, TRequest, ServerCallContext, Task<TResponse>> Unary<TService, TRequest, TResponse>(
        this InterceptorCollection interceptors, Func<TService, TRequest, ServerCallContext, Task<TResponse>> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, registration) => async (service, request, context) =>
        {
            await using var interceptor = registration.Activate(context);
            return await interceptor.Instance.UnaryServerHandler<TRequest, TResponse>(
                request, context, (passed, call) => next(service, passed, call));
        });

    public static Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>
        ClientStreaming<TService, TRequest, TResponse>(
            this InterceptorCollection interceptors,
            Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, registration) => async (service, requests, context) =>
        {
            await using var interceptor = registration.Activate(context);
            return await interceptor.Instance.ClientStreamingServerHandler<TRequest, TResponse>(
                requests, context, (passed, call) => next(service, passed, call));
        });

    public static Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>
        ServerStreaming<TService, TRequest, TResponse>(
            this InterceptorCollection interceptors,
            Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, registration) => async (service, request, responses, context) =>
        {
            await using var interceptor = registration.Activate(context);
            await interceptor.Instance.ServerStreamingServerHandler<TRequest, TResponse>(
                request, responses, context, (passed, writer, call) => next(service, passed, writer, call));
        });

    public static Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>
        DuplexStreaming<TService, TRequest, TResponse>(
            this InterceptorCollection interceptors,
            Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, registration) => async (service, requests, responses, context) =>
        {
            await using var interceptor = registration.Activate(context);
            await interceptor.Instance.DuplexStreamingServerHandler<TRequest, TResponse>(
                requests, responses, context, (passed, writer, call) => next(service, passed, writer, call));
        });
}
