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

    internal Interceptor Activate(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        return http.RequestServices.GetService(Type) as Interceptor
            ?? ServiceActivator.DisposedAfter(http, (Interceptor)_factory(http.RequestServices, _arguments));
    }
}
