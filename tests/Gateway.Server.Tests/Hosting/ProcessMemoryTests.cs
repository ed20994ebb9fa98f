using System.Diagnostics;

namespace Gateway.Server.Tests.Hosting;

/// <summary>The server as a process of its own: its memory goes into no file, and it does not start where it would.</summary>
[Platform("Linux")]
internal sealed class ProcessMemoryTests
{
    private string _folder;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("gateway-process-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Process_Running_MayWriteNoCore()
    {
        using var server = Start();
        try
        {
            await ListeningAsync(server);
            var limits = await File.ReadAllLinesAsync($"/proc/{server.Id}/limits");
            Assert.That(limits.Single(l => l.StartsWith("Max core file size", StringComparison.Ordinal)), Does.Match(@"^Max core file size +0 +0 "));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [TestCase("DOTNET_DbgEnableMiniDump")]
    [TestCase("COMPlus_DbgEnableMiniDump")]
    public async Task Process_ToldToWriteDumps_DoesNotStart(string setting)
    {
        using var server = Start((setting, "1"));
        var said = await server.StandardError.ReadToEndAsync();
        await server.WaitForExitAsync();
        Assert.That(server.ExitCode, Is.EqualTo(2));
        Assert.That(said, Does.Contain($"`{setting}` is set: memory holds keys, and dumps are refused"));
    }

    private Process Start(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GatewayServer).Assembly.Location,
            $"--Gateway:DataFolder={_folder}", "--Gateway:LogOrigin=gateway.example/process", "--Gateway:ListenPort=0",
            "--Gateway:Identity:UseDevelopmentIssuer=true", "--Gateway:Identity:Audience=gateway"])
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("the server process does not start");
    }

    private static async Task ListeningAsync(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains("Now listening", StringComparison.Ordinal)) return;
        Assert.Fail($"the server ended at its start: {await server.StandardError.ReadToEndAsync()}");
    }
}
