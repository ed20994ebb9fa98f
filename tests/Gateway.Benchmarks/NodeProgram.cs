using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks;

/// <summary>A program under Node that measures its own library, with the packages of its folder's lock file.</summary>
internal static class NodeProgram
{
    /// <summary>Gives it one JSON object and reads one.</summary>
    /// <exception cref="BenchmarkFailedException">Node is missing, or the program failed.</exception>
    public static async Task<JsonNode> RunAsync(string folder, string file, JsonObject input, CancellationToken ct)
    {
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            await RunAsync("npm", ["ci", "--prefix", folder, "--ignore-scripts", "--no-fund", "--no-audit", "--silent"], "", ct);
        return JsonNode.Parse(await RunAsync("node", [Path.Combine(folder, file)], input.ToJsonString(), ct))!;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start) ?? throw new BenchmarkFailedException($"{program} does not start");
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.StandardInput.WriteAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0 ? await output : throw new BenchmarkFailedException($"{program}: {await errors}");
        }
        catch (Win32Exception)
        {
            throw new BenchmarkFailedException($"{program} is missing: apt-get install nodejs npm");
        }
    }
}
