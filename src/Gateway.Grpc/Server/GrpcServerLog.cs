using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>Every event the server logs. None of them holds what a message or an exception's text says.</summary>
internal static partial class GrpcServerLog
{
    [LoggerMessage(1, LogLevel.Error, "the method `{Method}` failed: {Exception}")]
    public static partial void MethodFailed(ILogger logger, string method, string exception);

    [LoggerMessage(2, LogLevel.Information, "the call of `{Method}` ended with `{StatusCode}`")]
    public static partial void CallRefused(ILogger logger, string method, Core.StatusCode statusCode);

    [LoggerMessage(3, LogLevel.Debug, "a call of a method that is not there was refused")]
    public static partial void MethodUnknown(ILogger logger);
}
