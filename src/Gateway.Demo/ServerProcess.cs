using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Demo;

/// <summary>The gateway as a process of its own, so that it can be killed. It is this program, called with <c>serve</c>.</summary>
internal sealed class ServerProcess(string folder) : IAsyncDisposable
{
    public const string Verb = "serve";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private Process? _process;

    /// <summary>Where it listens: the same port after each start.</summary>
    public Uri Address { get; } = new($"https://localhost:{FreePort()}");

    /// <summary>How long the last start took until it answered.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It did not come up; the message holds what it said.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        _process = Process.Start(StartInfo()) ?? throw new InvalidOperationException("the server process does not start");
        var said = _process.StandardError.ReadToEndAsync(ct);
        while (!await ListensAsync(ct))
        {
            if (_process.HasExited) throw new InvalidOperationException($"the server ended at its start: {await said}");
            if (Stopwatch.GetElapsedTime(began) > StartsWithin) throw new InvalidOperationException($"the server is not up after {StartsWithin}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
        }
        StartTook = Stopwatch.GetElapsedTime(began);
    }

    /// <summary>SIGKILL: the process gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private ProcessStartInfo StartInfo()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("this program's path is not known");
        var start = new ProcessStartInfo(program) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardError = true,
            RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        string[] arguments =
        [
            Verb, $"--Gateway:DataFolder={folder}", "--Gateway:LogOrigin=gateway.example/demo", $"--Gateway:ListenPort={Address.Port}",
            "--Gateway:Identity:UseDevelopmentIssuer=true", "--Gateway:Identity:Audience=gateway", "--Logging:LogLevel:Default=None",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        return start;
    }

    private async Task<bool> ListensAsync(CancellationToken ct)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, Address.Port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
