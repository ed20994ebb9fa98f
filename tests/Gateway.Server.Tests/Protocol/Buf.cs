using System.ComponentModel;
using System.Diagnostics;
using Gateway.Tests;

namespace Gateway.Server.Tests.Protocol;

/// <summary>The command line tool <c>buf</c>. Where npm is not installed, a test that needs it fails and says so.</summary>
internal static class Buf
{
    private static readonly string Folder = Path.Combine(OutsideVectors.RepositoryRoot, "tests", "interop", "buf");
    private static readonly string Program = Path.Combine(Folder, "node_modules", ".bin", "buf");

    public static async Task InstallAsync()
    {
        if (File.Exists(Program)) return;
        // One version, and no lock file: it would list binaries of other systems, which not every registry has.
        var (code, said) = await RunAsync("npm", Folder, ["install", "--no-package-lock", "--no-fund", "--no-audit"]);
        Assert.That(code, Is.Zero, said);
    }

    public static Task<(int Code, string Said)> RunAsync(string folder, params string[] arguments) => RunAsync(Program, folder, arguments);

    private static async Task<(int Code, string Said)> RunAsync(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"`{program}` does not start");
            var (stdout, stderr) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await stdout + await stderr);
        }
        catch (Win32Exception e)
        {
            throw new AssertionException($"`{program}` is missing: apt-get install nodejs npm", e);
        }
    }
}
