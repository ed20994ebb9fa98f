namespace Grpc.Core;

/// <summary>What a source of call credentials is told about the call.</summary>
public sealed class AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken = default)
{
    /// <summary>The address of the service, such as <c>https://gateway.example/gateway.v1.AlertService</c>.</summary>
    public string ServiceUrl { get; } = serviceUrl;

    /// <summary>The method without its service.</summary>
    public string MethodName { get; } = methodName;

    public CancellationToken CancellationToken { get; } = cancellationToken;
}
