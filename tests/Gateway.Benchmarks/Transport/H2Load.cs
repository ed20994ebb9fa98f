using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Benchmarks.Transport;

/// <summary>The load generator <c>h2load</c> of nghttp2, over cleartext HTTP/2.</summary>
internal static partial class H2Load
{
    /// <summary>Requests per second, and bytes per second of the bodies.</summary>
    public sealed record Result(double RequestsPerSecond, double BytesPerSecond, long Requests);

    /// <summary>Runs it.</summary>
    /// <exception cref="BenchmarkFailedException">It is missing, or a request failed.</exception>
    public static async Task<Result> RunAsync(string address, string[] arguments, CancellationToken ct)
    {
        using var process = Start(address, arguments);
        var said = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0 || Finished().Match(said) is not { Success: true } finished || Requests().Match(said) is not { Success: true } requests)
            throw new BenchmarkFailedException($"h2load failed: {said}");
        if (requests.Groups["succeeded"].Value != requests.Groups["done"].Value || requests.Groups["succeeded"].Value == "0")
            throw new BenchmarkFailedException($"not every request was answered: {said}");
        var count = long.Parse(requests.Groups["succeeded"].Value, CultureInfo.InvariantCulture);
        var perSecond = double.Parse(finished.Groups["rate"].Value, CultureInfo.InvariantCulture);
        var bytes = double.Parse(Traffic().Match(said).Groups["bytes"].Value, CultureInfo.InvariantCulture);
        return new Result(perSecond, bytes / count * perSecond, count);
    }

    private static Process Start(string address, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("h2load", [.. arguments, address]) { RedirectStandardOutput = true, UseShellExecute = false })
                ?? throw new BenchmarkFailedException("h2load does not start");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BenchmarkFailedException("h2load is missing: apt-get install nghttp2-client");
        }
    }

    [GeneratedRegex(@"finished in [^,]+, (?<rate>[0-9.]+) req/s", RegexOptions.ExplicitCapture)]
    private static partial Regex Finished();

    [GeneratedRegex(@"requests: \d+ total, \d+ started, (?<done>\d+) done, (?<succeeded>\d+) succeeded", RegexOptions.ExplicitCapture)]
    private static partial Regex Requests();

    [GeneratedRegex(@"traffic: .*\((?<bytes>\d+)\) data", RegexOptions.ExplicitCapture)]
    private static partial Regex Traffic();
}
