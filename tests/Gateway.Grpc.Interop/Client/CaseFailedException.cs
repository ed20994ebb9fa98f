namespace Gateway.Grpc.Interop.Client;

/// <summary>The other side did something else than the case asks for.</summary>
internal sealed class CaseFailedException(string message) : Exception(message);
