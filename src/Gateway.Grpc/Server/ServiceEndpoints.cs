using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// Maps each method that generated code tells of to an endpoint, which carries the attributes of the service and of its method,
/// so that <c>[Authorize]</c> on either counts.
/// </summary>
internal sealed class ServiceEndpoints<TService>(
    IEndpointRouteBuilder endpoints, GrpcServiceOptions options, TimeProvider clock, ILogger logger) : ServiceBinderBase
    where TService : class
{
    private readonly Func<HttpContext, TService> _activate = ServiceActivator.Of<TService>(endpoints.ServiceProvider);

    public List<IEndpointConventionBuilder> Mapped { get; } = [];

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var target = Find(method, typeof(TRequest), typeof(ServerCallContext));
        var invoke = options.Interceptors.Unary(
            target.CreateDelegate<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>());
        Map(method, target, async (service, call) =>
        {
            var request = await call.ReadSingleAsync();
            await call.Responses.WriteSingleAsync(await invoke(service, request, call.Context));
        });
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var target = Find(method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        var invoke = options.Interceptors.ClientStreaming(
            target.CreateDelegate<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>());
        Map(method, target, async (service, call) =>
            await call.Responses.WriteSingleAsync(await invoke(service, call.ReadMany(), call.Context)));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var target = Find(method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var invoke = options.Interceptors.ServerStreaming(
            target.CreateDelegate<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>());
        Map(method, target, async (service, call) =>
            await invoke(service, await call.ReadSingleAsync(), call.Responses, call.Context));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var target = Find(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var invoke = options.Interceptors.DuplexStreaming(target.CreateDelegate<
            Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>());
        Map(method, target, (service, call) => invoke(service, call.ReadMany(), call.Responses, call.Context));
    }

    /// <summary>Asks the generated code for the methods of the service.</summary>
    public void Bind()
    {
        var generated = BaseTypes().Select(type => (type, bind: type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false)))
            .FirstOrDefault(candidate => candidate.bind is not null);
        if (generated.bind is not { } attribute)
            throw new InvalidOperationException($"`{typeof(TService)}` is no generated gRPC service");
        var bind = attribute.BindType.GetMethod(
            attribute.BindMethodName, BindingFlags.Public | BindingFlags.Static, [typeof(ServiceBinderBase), generated.type])
            ?? throw new InvalidOperationException($"`{attribute.BindType}` has no method `{attribute.BindMethodName}`");
        bind.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [this, null], culture: null);
    }

    private static IEnumerable<Type> BaseTypes()
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType) yield return type;
    }

    private static MethodInfo Find(IMethod method, params Type[] parameters) =>
        typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
        ?? throw new InvalidOperationException($"`{typeof(TService)}` has no method `{method.Name}`");

    private void Map<TRequest, TResponse>(
        Method<TRequest, TResponse> method, MethodInfo target, Func<TService, ServerCall<TRequest, TResponse>, Task> serve)
        where TRequest : class
        where TResponse : class
    {
        var handler = new MethodHandler(
            method,
            context => serve(_activate(context.HttpContext), new ServerCall<TRequest, TResponse>(context, method, options)),
            options, clock, logger);
        Mapped.Add(endpoints.MapPost(method.FullName, handler.HandleAsync)
            .WithDisplayName($"gRPC - {method.FullName}")
            .WithMetadata([
                .. typeof(TService).GetCustomAttributes(inherit: true),
                .. target.GetCustomAttributes(inherit: true),
                new GrpcMethodMetadata(typeof(TService), method),
            ]));
    }
}
