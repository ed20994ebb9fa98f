using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts gRPC services among an application's endpoints.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    /// <typeparam name="TService">Derives from a generated base class. Each call gets its own from the services.</typeparam>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.ServiceProvider;
        if (!services.GetServices<IStartupFilter>().OfType<UnknownMethod>().Any())
            throw new InvalidOperationException("gRPC is not among the services: call AddGrpc");
        var methods = new ServiceEndpoints<TService>(
            builder,
            OptionsOf<TService>(services),
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server"));
        methods.Bind();
        return new GrpcServiceEndpointConventionBuilder(methods.Mapped);
    }

    private static GrpcServiceOptions OptionsOf<TService>(IServiceProvider services)
        where TService : class =>
        services.GetServices<IConfigureOptions<GrpcServiceOptions<TService>>>().Any()
            ? services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value
            : services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
}
