namespace Grpc.Core;

/// <summary>Adds headers that name the caller, such as an access token, to the metadata of a call that is about to start.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
