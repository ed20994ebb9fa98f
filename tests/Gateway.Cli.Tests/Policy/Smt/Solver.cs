using System.Diagnostics;

namespace Gateway.Cli.Tests.Policy.Smt;

/// <summary>Debian's <c>z3</c>, which knows nothing of us but what a script tells it.</summary>
internal static class Solver
{
    /// <summary>The answer to each <c>(check-sat)</c> of a script, in order.</summary>
    public static async Task<IReadOnlyList<string>> AskAsync(IEnumerable<string> script)
    {
        using var process = Start();
        var output = process.StandardOutput.ReadToEndAsync();
        foreach (var line in script) await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        string[] said = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        var wrong = said.FirstOrDefault(line => line is not ("sat" or "unsat"));
        return wrong is null ? said : throw new AssertionException($"z3: {wrong}");
    }

    private static Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("z3", ["-in", "-T:120"])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
            }) ?? throw new AssertionException("z3 does not start");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new AssertionException("z3 is missing: apt-get install z3", e);
        }
    }
}
