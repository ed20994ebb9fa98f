using System.Diagnostics;

namespace Gateway.Benchmarks.EndToEnd;

/// <summary>The gateway server with a data folder.</summary>
internal static class GatewayProcess
{
    public static ServerProcess On(string folder) => new(port => new ProcessStartInfo("dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "Gateway.Server.dll"), $"--Gateway:DataFolder={folder}",
        "--Gateway:LogOrigin=gateway.example/benchmark", $"--Gateway:ListenPort={port}",
        "--Gateway:Identity:UseDevelopmentIssuer=true", "--Gateway:Identity:Audience=gateway", "--Logging:LogLevel:Default=None",
    ])
    {
        WorkingDirectory = AppContext.BaseDirectory, Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
    });
}
