using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what mapped gRPC services need.</summary>
public static class GrpcServicesExtensions
{
    public static void AddGrpc(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddOptions();
        services.TryAddSingleton<UnknownMethodEndpoint>();
    }

    public static void AddGrpc(this IServiceCollection services, Action<GrpcServiceOptions> configureOptions)
    {
        services.AddGrpc();
        services.Configure(configureOptions);
    }
}
