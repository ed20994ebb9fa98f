using System.Diagnostics;

namespace Gateway.Benchmarks.EndToEnd;

/// <summary>The gateway server with a data folder, its heap set as the unit file that is shipped sets it.</summary>
internal static class GatewayProcess
{
    private const string HeapSetting = "Environment=DOTNET_GC";

    public static ServerProcess On(string folder) => new(port => Command(folder, port));

    private static ProcessStartInfo Command(string folder, int port)
    {
        var command = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Gateway.Server.dll"), $"--Gateway:DataFolder={folder}",
            "--Gateway:LogOrigin=gateway.example/benchmark", $"--Gateway:ListenPort={port}",
            "--Gateway:Identity:UseDevelopmentIssuer=true", "--Gateway:Identity:Audience=gateway", "--Logging:LogLevel:Default=None",
        ])
        {
            WorkingDirectory = AppContext.BaseDirectory, Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "gateway.service"))
            .Where(l => l.StartsWith(HeapSetting, StringComparison.Ordinal)))
        {
            var setting = line["Environment=".Length..].Split('=');
            command.Environment[setting[0]] = setting[1];
        }
        return command;
    }
}
