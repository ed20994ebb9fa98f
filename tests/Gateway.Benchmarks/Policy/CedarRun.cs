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
        var asked = new JsonObject
        {
            ["policies"] = CedarPolicies.Of(catalogue, permitted.Day), ["call"] = CedarPolicies.Call(permitted, catalogue),
            ["batches"] = Batches, ["batch"] = Batch,
        };
        var answer = await NodeProgram.RunAsync(folder, "authorize.mjs", asked, ct);
        if ((string?)answer["decision"] != "allow") throw new BenchmarkFailedException("Cedar denies what our engine permits");
        return (double)answer["microseconds"]!;
    }
}
