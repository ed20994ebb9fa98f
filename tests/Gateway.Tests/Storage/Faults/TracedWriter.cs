using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Storage.Faults;

/// <summary>A <see cref="FaultWriter"/> under strace, which counts the calls that change the database's files, or makes one of them fail.</summary>
internal sealed partial class TracedWriter
{
    private const string Calls = "write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,fallocate,unlink";

    private const int Killed = 128 + 9;

    private TracedWriter(IReadOnlyList<(string Name, int Ordinal)> calls, IReadOnlyList<Acknowledged> acknowledged, bool isHit, int refused) =>
        (Made, Acknowledged, IsHit, Refused) = (calls, acknowledged, isHit, refused);

    /// <summary>The calls it made on the database's files, each with its number among those of its name.</summary>
    public IReadOnlyList<(string Name, int Ordinal)> Made { get; }

    /// <summary>What it was told of its changes.</summary>
    public IReadOnlyList<Acknowledged> Acknowledged { get; }

    /// <summary>Whether the fault came to pass.</summary>
    public bool IsHit { get; }

    /// <summary>How many changes, or openings, ended without an acknowledgement.</summary>
    public int Refused { get; }

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Of the log.</param>
    /// <param name="name">Of its changes.</param>
    /// <param name="fault">As strace spells it; empty: none.</param>
    public static async Task<TracedWriter> RunAsync(string folder, string name, string fault)
    {
        var trace = Path.Combine(folder, "trace");
        List<string> arguments = ["-f", "-qq", "-o", trace, "-e", $"trace={Calls}"];
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"]) arguments.AddRange(["-P", Path.Combine(folder, $"gateway.db{suffix}")]);
        if (fault.Length > 0) arguments.AddRange(["-e", $"inject={fault}"]);
        var start = new ProcessStartInfo("strace", [.. arguments, "dotnet", "exec", typeof(TracedWriter).Assembly.Location, "fault", folder, name])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "1";
        start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1";
        var (lines, errors, exitCode) = await OutputAsync(start);
        var made = File.Exists(trace) ? await File.ReadAllLinesAsync(trace) : [];
        if (lines.Length == 0 && made.Length == 0)
            Assert.Fail($"nothing was traced. These tests need strace and the right to trace one's own processes (ptrace, in a container CAP_SYS_PTRACE): {errors}");
        return new TracedWriter(
            Numbered(made), [.. lines.Select(Storage.Acknowledged.Parse).OfType<Acknowledged>()],
            exitCode == Killed || made.Any(m => m.Contains("(INJECTED)", StringComparison.Ordinal)),
            lines.Count(l => l == FaultWriter.Unknown));
    }

    private static async Task<(string[] Lines, string Errors, int ExitCode)> OutputAsync(ProcessStartInfo start)
    {
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException("strace did not start");
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return ((await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors, process.ExitCode);
        }
        catch (Win32Exception)
        {
            Assert.Fail("strace is missing: apt-get install strace");
            throw;
        }
    }

    private static List<(string, int)> Numbered(IEnumerable<string> trace)
    {
        var counts = new Dictionary<string, int>();
        return [.. trace.Select(line => Call().Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value)
            .Select(name => (name, counts[name] = counts.GetValueOrDefault(name) + 1))];
    }

    [GeneratedRegex(@"^\d+ +(\w+)\(")]
    private static partial Regex Call();
}
