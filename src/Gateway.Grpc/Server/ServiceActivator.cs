using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>Gives each call its service: the registered one, or a new object whose constructor takes registered services.</summary>
internal static class ServiceActivator<TService>
    where TService : class
{
    private static readonly ObjectFactory<TService> Factory = ActivatorUtilities.CreateFactory<TService>(Type.EmptyTypes);

    public static ActivatedInstance<TService> Activate(IServiceProvider services) =>
        services.GetService<TService>() is { } registered
            ? new ActivatedInstance<TService>(registered, isOwned: false)
            : new ActivatedInstance<TService>(Factory(services, []), isOwned: true);
}
