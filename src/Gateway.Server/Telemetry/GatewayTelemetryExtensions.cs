using Gateway.Server.Hosting;
using OpenTelemetry.Logs;

namespace Gateway.Server.Telemetry;

/// <summary>Registers the metrics, and their export with traces and logs where an endpoint is configured.</summary>
public static class GatewayTelemetryExtensions
{
    public static IServiceCollection AddGatewayTelemetry(this IServiceCollection services, GatewayServerOptions options)
    {
        services.AddSingleton<GatewayMetrics>();
        // The framework's own lines about requests quote addresses and paths as they came.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        if (options.OtlpEndpoint.Length == 0) return services;
        services.AddSingleton<IStartupFilter, RouteTags>();
        services.AddSingleton<IHostedService>(_ => new TelemetryExport(options));
        services.AddLogging(logging => logging.AddOpenTelemetry(export =>
        {
            export.SetResourceBuilder(TelemetryExport.Resource);
            export.IncludeFormattedMessage = true;
            export.AddProcessor(new LogGuard());
            export.AddOtlpExporter(otlp => TelemetryExport.To(otlp, options, "logs"));
        }));
        return services;
    }
}
