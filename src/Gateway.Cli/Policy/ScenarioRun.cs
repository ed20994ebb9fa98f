using Gateway.Policy;

namespace Gateway.Cli.Policy;

/// <summary>Runs a folder of scenario files and tells every difference.</summary>
internal static class ScenarioRun
{
    /// <summary>How many cases held and how many did not; a file that cannot be read is one that did not.</summary>
    public static (int Passed, int Failed) Over(string folder, Catalogue catalogue, TextWriter output)
    {
        var (passed, failed) = (0, 0);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            try
            {
                foreach (var scenario in Scenario.Read(path))
                {
                    var differences = Scenario.Differences(scenario, catalogue);
                    if (differences.Count == 0) passed++;
                    else failed++;
                    if (differences.Count > 0) output.WriteLine($"{Path.GetFileName(path)}: {scenario.Title}");
                    foreach (var difference in differences) output.WriteLine($"  {difference}");
                }
            }
            catch (FormatException e)
            {
                failed++;
                output.WriteLine(e.Message);
            }
        }
        return (passed, failed);
    }
}
