using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>A type of interceptor with its arguments. Each call gets the registered service of that type, or a new object.</summary>
public sealed class InterceptorRegistration
{
    private readonly object[] _arguments;
    private readonly ObjectFactory _factory;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        Type = type;
        _arguments = arguments;
        _factory = ActivatorUtilities.CreateFactory(type, [.. arguments.Select(argument => argument.GetType())]);
    }

    public Type Type { get; }

    internal ActivatedInstance<Interceptor> Activate(ServerCallContext context)
    {
        var services = context.GetHttpContext().RequestServices;
        return services.GetService(Type) is Interceptor registered
            ? new ActivatedInstance<Interceptor>(registered, isOwned: false)
            : new ActivatedInstance<Interceptor>((Interceptor)_factory(services, _arguments), isOwned: true);
    }
}
