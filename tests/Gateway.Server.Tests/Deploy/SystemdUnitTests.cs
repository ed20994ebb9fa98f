using System.ComponentModel;
using System.Diagnostics;
using Gateway.Tests;

namespace Gateway.Server.Tests.Deploy;

/// <summary>systemd's own verdict on the unit; nothing is started.</summary>
internal sealed class SystemdUnitTests
{
    private string _folder;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("gateway-unit-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Unit_AsShipped_IsValid()
    {
        var (code, output) = await AnalyzeAsync("verify", Unit(""));
        Assert.That(output.Trim(), Is.Empty);
        Assert.That(code, Is.Zero);
    }

    [Test]
    public async Task Unit_WithAnUnknownSetting_IsFound()
    {
        var (_, output) = await AnalyzeAsync("verify", Unit("ProtectEverything=yes\n"));
        Assert.That(output, Does.Contain("ProtectEverything"));
    }

    [Test]
    public async Task Unit_Exposure_IsLow()
    {
        // The threshold is ten times the exposure level that the table ends with: 2.0 of 10.
        var (code, output) = await AnalyzeAsync("security", "--offline=true", "--threshold=20", Unit(""));
        Assert.That(code, Is.Zero, output);
    }

    /// <summary>The unit, with a program that is there in place of the one that deployment brings.</summary>
    private string Unit(string inService)
    {
        var shipped = File.ReadAllText(Path.Combine(OutsideVectors.RepositoryRoot, "deploy", "gateway.service"));
        var path = Path.Combine(_folder, "gateway.service");
        File.WriteAllText(path, shipped
            .Replace("ExecStart=/opt/gateway/Gateway.Server", "ExecStart=/bin/true", StringComparison.Ordinal)
            .Replace("[Service]\n", $"[Service]\n{inService}", StringComparison.Ordinal));
        return path;
    }

    private static async Task<(int Code, string Output)> AnalyzeAsync(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("systemd-analyze", arguments)
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            }) ?? throw new InvalidOperationException("systemd-analyze did not start");
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception)
        {
            Assert.Fail("systemd-analyze is missing: apt-get install systemd");
            throw;
        }
    }
}
