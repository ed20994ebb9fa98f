namespace Gateway.Server.Hosting;

/// <summary>Every diagnostic event of hosting. None holds what a message or an exception's text says.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(101, LogLevel.Error, "the call of `{Method}` failed: {Trace}")]
    public static partial void CallFailed(ILogger logger, string method, string trace);

    [LoggerMessage(102, LogLevel.Error, "a rule failed, and its decision was a denial: {Trace}")]
    public static partial void RuleFailed(ILogger logger, string trace);
}
