using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Wraps a service's method in the server's interceptors, the first outermost. Done once, when the method is mapped.</summary>
internal static class InterceptorPipeline
{
    public static Func<TService, TRequest, ServerCallContext, Task<TResponse>> Unary<TService, TRequest, TResponse>(
        this InterceptorCollection interceptors, Func<TService, TRequest, ServerCallContext, Task<TResponse>> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, registration) => (service, request, context) =>
            registration.Activate(context).UnaryServerHandler<TRequest, TResponse>(
                request, context, (passed, call) => next(service, passed, call)));

    public static Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>
        ClientStreaming<TService, TRequest, TResponse>(
            this InterceptorCollection interceptors,
            Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, registration) => (service, requests, context) =>
            registration.Activate(context).ClientStreamingServerHandler<TRequest, TResponse>(
                requests, context, (passed, call) => next(service, passed, call)));

    public static Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>
        ServerStreaming<TService, TRequest, TResponse>(
            this InterceptorCollection interceptors,
            Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, registration) => (service, request, responses, context) =>
            registration.Activate(context).ServerStreamingServerHandler<TRequest, TResponse>(
                request, responses, context, (passed, writer, call) => next(service, passed, writer, call)));

    public static Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>
        DuplexStreaming<TService, TRequest, TResponse>(
            this InterceptorCollection interceptors,
            Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task> method)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(method, (next, registration) => (service, requests, responses, context) =>
            registration.Activate(context).DuplexStreamingServerHandler<TRequest, TResponse>(
                requests, responses, context, (passed, writer, call) => next(service, passed, writer, call)));
}
