using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>What <c>AddGrpc</c> gives, to say more of single services.</summary>
public interface IGrpcServerBuilder
{
    IServiceCollection Services { get; }
}
