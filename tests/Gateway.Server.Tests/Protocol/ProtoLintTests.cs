using System.ComponentModel;
using System.Diagnostics;
using Gateway.Tests;

namespace Gateway.Server.Tests.Protocol;

/// <summary>The protos pass <c>buf lint</c> with its standard rules. Where npm is not installed the test fails and says so.</summary>
internal sealed class ProtoLintTests
{
    private static readonly string Folder = Path.Combine(OutsideVectors.RepositoryRoot, "tests", "interop", "buf");
    private static readonly string Buf = Path.Combine(Folder, "node_modules", ".bin", "buf");

    [OneTimeSetUp]
    public async Task InstallBuf()
    {
        if (File.Exists(Buf)) return;
        // One version, and no lock file: it would list binaries of other systems, which not every registry has.
        var (code, said) = await RunAsync("npm", Folder, "install", "--no-package-lock", "--no-fund", "--no-audit");
        Assert.That(code, Is.Zero, said);
    }

    [Test]
    public async Task Protos_PassTheStandardRules()
    {
        var (code, said) = await RunAsync(Buf, OutsideVectors.RepositoryRoot, "lint");
        Assert.That(code, Is.Zero, said);
    }

    [Test]
    public async Task AFieldWithoutTheStandardName_IsFound()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-buf-").FullName;
        var protos = Directory.CreateDirectory(Path.Combine(folder, "protos", "gateway", "v1")).FullName;
        File.Copy(Path.Combine(OutsideVectors.RepositoryRoot, "buf.yaml"), Path.Combine(folder, "buf.yaml"));
        await File.WriteAllTextAsync(Path.Combine(protos, "bad.proto"), "syntax = \"proto3\";\npackage gateway.v1;\nmessage Bad { string Name = 1; }\n");
        var (code, said) = await RunAsync(Buf, folder, "lint");
        Directory.Delete(folder, recursive: true);
        Assert.That(code, Is.Not.Zero);
        Assert.That(said, Does.Contain("Name"));
    }

    private static async Task<(int Code, string Said)> RunAsync(string program, string folder, params string[] arguments)
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
