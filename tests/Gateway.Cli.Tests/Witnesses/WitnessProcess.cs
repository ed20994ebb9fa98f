using System.Diagnostics;
using System.Text;

namespace Gateway.Cli.Tests.Witnesses;

/// <summary><c>gateway witness serve</c> as a process of its own, which can be killed.</summary>
internal sealed class WitnessProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private WitnessProcess(Process process, string vkey, Uri address)
    {
        (_process, Vkey, Address) = (process, vkey, address);
        _http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What it says its key is.</summary>
    public string Vkey { get; }

    public static async Task<WitnessProcess> StartAsync(string folder, params string[] logs)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Gateway.Cli.dll"), "witness", "serve", "--state", folder, "--listen", "127.0.0.1:0", "--log", .. logs,
        ])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("the witness does not start");
        var vkey = await process.StandardOutput.ReadLineAsync();
        var serving = await process.StandardOutput.ReadLineAsync();
        return serving is null
            ? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync())
            : new WitnessProcess(process, vkey ?? "", new Uri(serving["serving on ".Length..]));
    }

    /// <summary>Sends a body; the answer's status and text.</summary>
    public async Task<(int Status, string Body)> AddAsync(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await _http.PostAsync("add-checkpoint", content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>What it shows at a path.</summary>
    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>SIGKILL: nothing is finished, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
