using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Benchmarks;

/// <summary>A server as a process of its own, so that its memory and processor time are its own.</summary>
/// <param name="command">The command line that makes it listen on a given loopback port.</param>
internal sealed class ServerProcess(Func<int, ProcessStartInfo> command) : IAsyncDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ, proc(5)

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private Process? _process;

    /// <summary>Where it listens.</summary>
    public int Port { get; } = FreePort();

    /// <summary>The most memory it ever held (VmHWM of proc(5)).</summary>
    public double PeakMemoryMiB => double.Parse(
        File.ReadLines($"/proc/{Running.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ')[^2],
        CultureInfo.InvariantCulture) / 1024;

    /// <summary>Processor time it has used, all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{Running.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // the command's name may hold spaces
            return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException("the server does not run");

    /// <summary>Starts it and waits until it listens.</summary>
    /// <exception cref="BenchmarkFailedException">It did not come up; the message holds what it said.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        _process = Process.Start(StartInfo()) ?? throw new BenchmarkFailedException("the server process does not start");
        var said = _process.StandardError.ReadToEndAsync(ct);
        while (!await ListensAsync(ct))
        {
            if (_process.HasExited) throw new BenchmarkFailedException($"the server ended at its start: {await said}");
            if (Stopwatch.GetElapsedTime(began) > StartsWithin) throw new BenchmarkFailedException($"the server is not up after {StartsWithin}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), ct);
        }
    }

    /// <summary>Ends it at once; what it acknowledged is durable.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private ProcessStartInfo StartInfo()
    {
        var start = command(Port);
        (start.RedirectStandardError, start.RedirectStandardOutput, start.UseShellExecute) = (true, true, false);
        return start;
    }

    private async Task<bool> ListensAsync(CancellationToken ct)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, Port, ct);
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
