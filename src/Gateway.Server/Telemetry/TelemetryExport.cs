using Gateway.Server.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Server.Telemetry;

/// <summary>
/// Sends traces, metrics and logs by OTLP over HTTP while the process runs, where an endpoint is configured. What leaves passes
/// <see cref="SpanGuard"/> or <see cref="LogGuard"/> first.
/// </summary>
public sealed class TelemetryExport(GatewayServerOptions options) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(Resource)
            .AddSource(GatewayMetrics.Name, "Microsoft.AspNetCore")
            .AddProcessor(new SpanGuard())
            .AddOtlpExporter(otlp => To(otlp, options, "traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Resource)
            .AddMeter(GatewayMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter(otlp => To(otlp, options, "metrics"))
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what waits.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush();
        _metrics?.ForceFlush();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    internal static ResourceBuilder Resource => ResourceBuilder.CreateEmpty().AddService("gateway", autoGenerateServiceInstanceId: false);

    /// <summary>The OTLP specification's path per signal; the SDK adds it only where the endpoint comes from the environment.</summary>
    internal static void To(OtlpExporterOptions otlp, GatewayServerOptions options, string signal)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{options.OtlpEndpoint.TrimEnd('/')}/v1/{signal}");
    }
}
