using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server;

/// <summary>The settings of one service: the server's, until they are set otherwise.</summary>
public sealed class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class;

/// <summary>Begins a service's settings with the server's.</summary>
internal sealed class GrpcServiceOptionsSetup<TService>(IOptions<GrpcServiceOptions> server) : IConfigureOptions<GrpcServiceOptions<TService>>
    where TService : class
{
    public void Configure(GrpcServiceOptions<TService> options)
    {
        options.MaxReceiveMessageSize = server.Value.MaxReceiveMessageSize;
        options.MaxSendMessageSize = server.Value.MaxSendMessageSize;
        options.ResponseCompressionAlgorithm = server.Value.ResponseCompressionAlgorithm;
        foreach (var interceptor in server.Value.Interceptors) options.Interceptors.Add(interceptor);
    }
}
