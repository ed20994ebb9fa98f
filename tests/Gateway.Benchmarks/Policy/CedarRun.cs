using System.Diagnostics;
using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Benchmarks.Policy;

/// <summary>Cedar's own engine (<c>@cedar-policy/cedar-wasm</c> under Node) on <see cref="CedarPolicies"/>, parsed beforehand.</summary>
internal static class CedarRun
{
    private const int Batches = 300, Batch = 16;

    /// <summary>The median of one authorization, in microseconds.</summary>
    /// <exception cref="BenchmarkFailedException">Node or the package is missing, or Cedar does not allow what our engine permits.</exception>
    public static async Task<double> MeasureAsync(DisclosureContext permitted, Catalogue catalogue, CancellationToken ct)
    {
        var folder = Path.Combine(Scenario.Root, "tests", "load", "cedar");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            await RunAsync("npm", ["ci", "--prefix", folder, "--ignore-scripts", "--no-fund", "--no-audit", "--silent"], "", ct);
        var asked = new JsonObject
        {
            ["policies"] = CedarPolicies.Of(catalogue, permitted.Day), ["call"] = CedarPolicies.Call(permitted, catalogue),
            ["batches"] = Batches, ["batch"] = Batch,
        };
        var answer = JsonNode.Parse(await RunAsync("node", [Path.Combine(folder, "authorize.mjs")], asked.ToJsonString(), ct))!;
        if ((string?)answer["decision"] != "allow") throw new BenchmarkFailedException("Cedar denies what our engine permits");
        return (double)answer["microseconds"]!;
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
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BenchmarkFailedException($"{program} is missing: apt-get install nodejs npm");
        }
    }
}
