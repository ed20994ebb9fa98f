using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>Gives each call its service: the registered one, or a new object whose constructor takes registered services.</summary>
internal static class ServiceActivator
{
    /// <summary>How calls get a service; asked once, when it is mapped.</summary>
    public static Func<HttpContext, TService> Of<TService>(IServiceProvider services)
        where TService : class
    {
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(TService)) == true)
            return http => http.RequestServices.GetRequiredService<TService>();
        var factory = ActivatorUtilities.CreateFactory<TService>(Type.EmptyTypes);
        // Whoever asks for a request's services makes the request a scope of them: not for a service that takes none.
        if (typeof(TService).GetConstructors() is [var only] && only.GetParameters().Length == 0)
            return http => DisposedAfter(http, factory(services, []));
        return http => DisposedAfter(http, factory(http.RequestServices, []));
    }

    /// <summary>What was made for one call and belongs to no service provider is disposed when the response is complete.</summary>
    public static T DisposedAfter<T>(HttpContext http, T made)
        where T : class
    {
        if (made is IAsyncDisposable asynchronous) http.Response.RegisterForDisposeAsync(asynchronous);
        else if (made is IDisposable disposable) http.Response.RegisterForDispose(disposable);
        return made;
    }
}
