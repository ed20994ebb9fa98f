using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Gateway.Server.Telemetry;

/// <summary>Takes exceptions off what is logged, because their texts may quote personal data, and leaves their type.</summary>
internal sealed class LogGuard : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is not { } exception) return;
        data.Exception = null;
        data.Attributes = [.. data.Attributes ?? [], new("exception.type", exception.GetType().FullName)];
    }
}
